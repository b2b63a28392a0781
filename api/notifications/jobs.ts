import type { DueWork } from '../due/actions.ts';
import { handOutNotices } from './actions/dispatch.ts';
import type { Outward } from './actions/outward.ts';
import { NOTICES } from './rules/notices.ts';

/** Hands out the notices of a tenant: due as soon as one is announced, and again when something is to be tried again. */
export const noticesWork = (outward: Outward): DueWork => ({
  name: NOTICES,
  lane: 'notices',
  run: (world, tenant, { closing }) => handOutNotices(world, outward, tenant, closing),
});
