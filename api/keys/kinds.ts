import { kind } from '../ports/store.ts';
import type { ActivationKey, IssuedKey } from './rules.ts';

/** Which subscription a key opens: one document in a partition that is named by the key's keyed hash. */
export const activationKeys = kind<ActivationKey>()({
  name: 'activationKey',
  key: [],
  fields: { keyId: 'guid' },
  indexes: {},
});

/** The keys that were issued, in the service's own partition. */
export const issuedKeys = kind<IssuedKey>()({
  name: 'issuedKey',
  key: ['keyId'],
  fields: { keyId: 'guid', newest: 'integer' },
  indexes: { byAge: { order: ['newest'] } },
});
