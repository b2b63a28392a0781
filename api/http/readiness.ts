import { AppError } from '../kernel/errors.ts';
import type { World } from '../ports/world.ts';
import { allTenants } from '../subscriptions/actions/tenants.ts';

/** Something without which the service cannot serve. Ids and figures only: anybody may read it. */
export interface Missing {
  readonly code: string;
  readonly detail: string;
}

/** What keeps the service from being ready; nothing when it is. */
export async function whatIsMissing(world: World): Promise<Missing[]> {
  try {
    await allTenants(world);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    world.log.warn({ err: error }, 'the store does not answer');
    return [{ code: error.code, detail: error.message }];
  }
}
