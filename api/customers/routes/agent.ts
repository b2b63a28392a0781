import type { Call } from '../../http/route.ts';
import type { Agent } from '../actions/hands.ts';
import type { PlanCaller } from '../actions/plans/start.ts';

type AnyCall = Pick<Call<never, never, never>, 'caller' | 'request' | 'actor'>;

/** The member of the partner's staff who calls, with the token that the call came with. */
export const agentOf = ({ caller, request }: AnyCall): Agent => ({
  tenant: caller.tenant,
  personId: caller.personId,
  accessToken: (request.headers.authorization ?? '').replace(/^bearer /i, ''),
});

/** The same, as plans know who asks. */
export const planCallerOf = ({ caller, actor }: AnyCall): PlanCaller => ({
  tenant: caller.tenant,
  actor: { actId: actor.actId, personId: caller.personId },
});
