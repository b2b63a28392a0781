import { useTranslation } from 'react-i18next';
import { ApiError } from '../api-error.ts';
import { useFormat } from '../format.ts';
import { keyRefusalOf } from '../subscription/activation.ts';

/** Where the API does not say how long: the whole hour (B-10). */
const WAIT_SECONDS = 3_600;

/** What a refusal says of the key, in the reader's words; null where it is about something else. */
export function useKeyRefusalWords(error: unknown): string | null {
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const refusal = keyRefusalOf(error);
  if (refusal === null) return null;
  const seconds = error instanceof ApiError ? error.retryAfterSeconds : null;
  return t(`activate.keyRefusal.${refusal}`, { wait: format.duration(seconds ?? WAIT_SECONDS) });
}
