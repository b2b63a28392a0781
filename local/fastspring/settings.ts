import { FASTSPRING_PASSWORD, FASTSPRING_USERNAME } from './api-host.ts';
import { STORE_HOST } from './store-host.ts';
import { WEBHOOK_SECRET } from './webhooks.ts';

/** The settings of a seller at the stand-in, as the environment names them. Nothing of it is a secret of anybody. */
export const FASTSPRING_ENV: Readonly<Record<string, string>> = {
  FASTSPRING_USERNAME,
  FASTSPRING_PASSWORD,
  FASTSPRING_WEBHOOK_SECRETS: WEBHOOK_SECRET,
  FASTSPRING_STOREFRONT: `https://${STORE_HOST}`,
};
