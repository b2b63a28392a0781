import { ACCOUNT } from './account.ts';
import { CATALOGS } from './catalogs.ts';
import { CUSTOMERS } from './customers.ts';
import type { Entry } from './entry.ts';
import { JOBS } from './jobs.ts';
import { OVERVIEW } from './overview.ts';
import { PEERS } from './peers.ts';
import { PEOPLE } from './people.ts';
import { SERVICE } from './service.ts';
import { USAGE } from './usage.ts';

/** Every route, by method and path template as the OpenAPI document has them, and what each caller gets. */
export const TABLE: Readonly<Record<string, Entry>> = {
  ...SERVICE,
  ...OVERVIEW,
  ...CATALOGS,
  ...PEOPLE,
  ...JOBS,
  ...USAGE,
  ...ACCOUNT,
  ...PEERS,
  ...CUSTOMERS,
};
