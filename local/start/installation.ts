import type { LocalCloud, LocalCloudOptions } from '../cloud.ts';
import type { ApiClient } from './api-client.ts';

/** What is put into a fresh start: the directory's tenants, and what is made through the API. */
export interface Installation {
  /** Names it among the installations that a data folder may hold. */
  readonly name: string;
  readonly cloud: Pick<LocalCloudOptions, 'tenants' | 'home' | 'peer'>;
  /** Makes what is not there yet. A stop in the middle is made good by the next start. */
  fill(api: ApiClient, cloud: LocalCloud): Promise<void>;
}
