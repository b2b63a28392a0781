import { ApiError } from '../api-error.ts';
import type { Asking } from './picking.ts';
import type { PersonOutcome } from './outcomes.ts';

/** What a request for people or a group was answered: how it went for each, or a job to follow. */
export type BulkAnswer<J> = { readonly results: readonly NamedOutcome[] } | { readonly job: J };

/** How it went for somebody, with the name where it is known. */
export interface NamedOutcome extends PersonOutcome {
  readonly displayName?: string | undefined;
}

/** One request of several, and what became of it. */
export type Step<J> = { readonly asking: Asking } & (
  | { readonly state: 'waiting' | 'running' }
  | { readonly state: 'done'; readonly outcomes: readonly NamedOutcome[] }
  | { readonly state: 'following'; readonly job: J }
  | { readonly state: 'failed'; readonly error: unknown }
);

/** Whether the requests after a failed one are worth a try: this one was refused for what it asked, nothing more. */
const concernsOneAlone = (error: unknown): boolean =>
  error instanceof ApiError && [400, 404, 409, 422].includes(error.status);

/** The outcomes with the names that were chosen; a group's members bring their own. */
function withNames({ picked }: Asking, outcomes: readonly NamedOutcome[]): readonly NamedOutcome[] {
  const names = new Map(picked.map(({ id, displayName }) => [id, displayName]));
  return outcomes.map((outcome) => ({
    ...outcome,
    displayName: outcome.displayName ?? names.get(outcome.personId),
  }));
}

/** Whether a step has still to be done. */
export const isLeft = ({ state }: Pick<Step<unknown>, 'state'>): boolean =>
  state === 'waiting' || state === 'failed';

/**
 * Sends what is left of the steps one after the other, and tells of each change. A request that is refused for what it
 * asks does not keep the others from being tried; anything else stops here, and the rest stays waiting.
 */
export async function runSteps<J>(
  steps: readonly Step<J>[],
  send: (asking: Asking) => Promise<BulkAnswer<J>>,
  tell: (steps: readonly Step<J>[]) => void,
): Promise<void> {
  let now: readonly Step<J>[] = steps.map((step) =>
    isLeft(step) ? { asking: step.asking, state: 'waiting' } : step,
  );
  const change = (place: number, step: Step<J>): void => {
    now = now.with(place, step);
    tell(now);
  };
  for (const [place, { asking, state }] of now.entries()) {
    if (state !== 'waiting') continue;
    change(place, { asking, state: 'running' });
    try {
      const answer = await send(asking);
      change(
        place,
        'job' in answer
          ? { asking, state: 'following', job: answer.job }
          : { asking, state: 'done', outcomes: withNames(asking, answer.results) },
      );
    } catch (error) {
      change(place, { asking, state: 'failed', error });
      if (!concernsOneAlone(error)) return;
    }
  }
}
