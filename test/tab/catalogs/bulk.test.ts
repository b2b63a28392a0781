import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../tab/api-error.ts';
import { runSteps, type BulkAnswer, type Step } from '../../../tab/catalogs/bulk.ts';
import { askingsOf, type Asking, type Picked } from '../../../tab/catalogs/picking.ts';

const ADA: Picked = { kind: 'person', id: 'ada', displayName: 'Ada' };
const TEAM: Picked = { kind: 'group', id: 'team', displayName: 'Team' };
const MAIL: Picked = { kind: 'group', id: 'mail', displayName: 'Mail' };

const waiting = (choice: readonly Picked[]): readonly Step<string>[] =>
  askingsOf(choice).map((asking) => ({ asking, state: 'waiting' }));

async function run(
  steps: readonly Step<string>[],
  send: (asking: Asking) => Promise<BulkAnswer<string>>,
): Promise<readonly Step<string>[]> {
  let last = steps;
  await runSteps(steps, send, (now) => {
    last = now;
  });
  return last;
}

const refuse = (status: number, code: string): never => {
  throw new ApiError({ status, code, detail: '' });
};

describe('Enrolling people and groups together', () => {
  test('gives each person the name that was chosen, and a job where a group is large', async () => {
    const steps = await run(waiting([TEAM, ADA]), async ({ body }) =>
      'groupId' in body
        ? { job: 'job-1' }
        : { results: [{ personId: 'ada', outcome: 'enrolled' }] },
    );
    expect(steps).toMatchObject([
      { state: 'done', outcomes: [{ displayName: 'Ada', outcome: 'enrolled' }] },
      { state: 'following', job: 'job-1' },
    ]);
  });

  test('goes on after a group that cannot be used', async () => {
    const steps = await run(waiting([MAIL, TEAM]), async ({ body }) =>
      'groupId' in body && body.groupId === 'mail'
        ? refuse(409, 'group-unusable')
        : { results: [] },
    );
    expect(steps.map(({ state }) => state)).toEqual(['failed', 'done']);
  });

  test('stops where nothing more can come of it, and does only the rest when tried again', async () => {
    const sent: unknown[] = [];
    const stopped = await run(waiting([ADA, TEAM]), async ({ body }) => {
      sent.push(body);
      return 'groupId' in body ? refuse(0, 'network-lost') : { results: [] };
    });
    expect(stopped.map(({ state }) => state)).toEqual(['done', 'failed']);
    const again = await run(stopped, async ({ body }) => {
      sent.push(body);
      return { results: [] };
    });
    expect(again.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(sent).toEqual([{ personIds: ['ada'] }, { groupId: 'team' }, { groupId: 'team' }]);
  });

  test('leaves what was not tried waiting', async () => {
    const steps = await run(waiting([ADA, TEAM]), async () => refuse(0, 'network-lost'));
    expect(steps.map(({ state }) => state)).toEqual(['failed', 'waiting']);
  });
});
