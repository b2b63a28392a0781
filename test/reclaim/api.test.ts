import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type {
  askOfPersonShape,
  candidateShape,
  ownAskShape,
  reclaimSettingsShape,
  reclaimSummaryShape,
} from '../../api/reclaim/contract.ts';
import { deliveriesIn, until } from '../notifications/telling.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld, type Api, type TestWorld } from '../world.ts';

type Candidates = { readonly items: readonly z.infer<typeof candidateShape>[] };
type Asks = { readonly items: readonly z.infer<typeof askOfPersonShape>[] };
type Own = z.infer<typeof ownAskShape>;
type Summary = z.infer<typeof reclaimSummaryShape>;
type Settings = z.infer<typeof reclaimSettingsShape>;
type Results = { readonly results: readonly Record<string, unknown>[] };

const CHOSEN = {
  ...{ inactiveDays: 30, remindAfterDays: 3, answerWithinDays: 10, restDays: 60 },
  releases: 'by-hand',
};

let world: TestWorld;
let owner: Api;
let learner: Api;
let learnerId: string;
beforeAll(async () => {
  world = await startWorld();
  await world.synced();
  owner = world.api('owner');
  learner = world.api('learner');
  learnerId = world.persona('learner').objectId;
  await activate(owner, (await issue(world, { seats: 10 })).key);
  const catalog = await owner.post('/api/catalogs', { name: 'Safety' });
  const course = await owner.post(`/api/catalogs/${String(catalog.body['id'])}/courses`, {
    name: 'Ladders',
  });
  const enrolments = `/api/courses/${String(course.body['id'])}/enrolments`;
  await owner.post(enrolments, { personIds: [learnerId, world.persona('owner').objectId] });
});
afterAll(() => world.stop());

const candidates = async (days: number): Promise<Candidates['items']> =>
  (await owner.get<Candidates>(`/api/reclaim/candidates?days=${days}`)).body.items;
const asks = async (): Promise<Asks['items']> =>
  (await owner.get<Asks>('/api/reclaim/asks')).body.items;
const own = async (): Promise<Own> => (await learner.get<Own>('/api/reclaim/own')).body;

describe('Seats that are not used', () => {
  test('nobody is advised before the time is over, and activities of seat accounts are taken', async () => {
    expect(await candidates(30)).toEqual([]);
    expect(await own()).toMatchObject({ counted: true, ask: null });
    await world.advance('P20D');
    const at = new Date(world.world().clock.now()).toISOString();
    const personId = world.persona('owner').objectId;
    const visit = { id: 'visit-1', personId, kind: 'visited', at };
    const told = await owner.post<Results>('/api/activities', [visit]);
    expect(told.body.results).toEqual([{ id: 'visit-1', outcome: 'new' }]);
    await world.advance('P15D');
    const found = await candidates(30);
    expect(found).toEqual([
      expect.objectContaining({
        ...{ reason: 'never-active', lastActiveAt: null, idleDays: 35, enrolments: 1 },
        ...{ ask: null, notAsked: null, notReleased: null },
      }),
    ]);
    expect(found[0]?.person.id).toBe(learnerId);
    const { body: summary } = await owner.get<Summary>('/api/reclaim?days=30');
    expect(summary).toMatchObject({ days: 30, seats: 2, inactive: 1 });
    expect(summary.saving).toMatchObject({ seats: 1, amount: null });
    expect(summary.saving.days).toBeGreaterThan(300);
  });

  test('the learner is asked by a message that leads to the own page, and answers', async () => {
    const sent = await owner.post<Results>('/api/reclaim/asks', {
      personIds: [learnerId],
      days: 30,
    });
    expect(sent.body.results).toEqual([{ personId: learnerId, outcome: 'asked' }]);
    const told = async () => {
      const all = await deliveriesIn(world.world(), world.tenant);
      return all.find(({ notice, state }) => notice.what === 'seat-asked' && state !== 'sending');
    };
    await until(async () => (await told()) !== undefined);
    expect((await told())?.personId).toBe(learnerId);
    const asked = await own();
    expect(asked).toMatchObject({
      ask: { state: 'asked', answerable: true },
      ...{ unanswered: 'administrator-decides', givenUp: 'administrator-decides' },
    });
    const askId = asked.ask?.askId;
    const answered = await learner.post<Own>('/api/reclaim/own/answer', {
      askId,
      answer: 'give-up',
    });
    expect(answered.body.ask).toMatchObject({ state: 'given-up', answerable: true });
    expect((await asks())[0]).toMatchObject({
      person: { id: learnerId },
      ask: { state: 'given-up', undoable: false, withdrawable: false },
    });
    expect((await candidates(30))[0]).toMatchObject({
      notAsked: 'asked-already',
      notReleased: null,
    });
  });

  test('an administrator releases the seat and undoes it; both are in the audit', async () => {
    const released = await owner.post<Results>('/api/reclaim/releases', {
      ...{ personIds: [learnerId], days: 30 },
    });
    expect(released.body.results).toEqual([
      { personId: learnerId, outcome: 'released', enrolmentsEnded: 1 },
    ]);
    const seat = await owner.get<{ counted: boolean }>(`/api/people/${learnerId}/seat`);
    expect(seat.body.counted).toBe(false);
    const late = await learner.post('/api/reclaim/own/answer', {
      askId: (await own()).ask?.askId,
      answer: 'keep',
    });
    expect([late.status, late.body['code']]).toEqual([409, 'seat-released']);
    expect((await asks())[0]?.ask).toMatchObject({ state: 'released', undoable: true });
    const restored = await owner.post<Results>('/api/reclaim/restorations', {
      personIds: [learnerId],
    });
    expect(restored.body.results).toEqual([
      expect.objectContaining({ outcome: 'restored', enrolments: 1, lost: [] }),
    ]);
    const { body: audit } = await owner.get<{ items: { what: string }[] }>('/api/audit');
    const whats = audit.items.map(({ what }) => what);
    for (const what of ['seat-asked', 'seat-given-up', 'seat-released', 'seat-restored'])
      expect(whats).toContain(what);
  });

  test('settings are kept, by their version, and refused where they contradict themselves', async () => {
    const first = await owner.get<Settings>('/api/reclaim/settings');
    expect(first.body).toMatchObject({ inactiveDays: 90, releases: 'by-hand', changedAt: null });
    const ifMatch = { headers: { 'If-Match': first.headers.get('etag') ?? '' } };
    const changed = await owner.put<Settings>('/api/reclaim/settings', CHOSEN, ifMatch);
    expect(changed.body).toMatchObject(CHOSEN);
    const stale = await owner.put<{ code: string }>('/api/reclaim/settings', CHOSEN, ifMatch);
    expect([stale.status, stale.body.code]).toEqual([412, 'version-changed']);
    const faulty = await owner.put<{ errors: { path: string }[] }>('/api/reclaim/settings', {
      ...CHOSEN,
      remindAfterDays: 10,
    });
    expect([faulty.status, faulty.body.errors[0]?.path]).toEqual([400, '/remindAfterDays']);
    expect((await owner.get<Summary>('/api/reclaim')).body).toMatchObject({ days: 30 });
  });

  test('what is too much, unknown or of another list is refused by name', async () => {
    const tooMany = Array.from({ length: 101 }, () => learnerId);
    const body = { personIds: tooMany, days: 30 };
    expect((await owner.post('/api/reclaim/asks', body)).status).toBe(400);
    expect((await owner.get('/api/reclaim/candidates?days=1')).status).toBe(400);
    expect((await owner.get('/api/reclaim/candidates?cursor=12.abc')).status).toBe(400);
    expect((await owner.get('/api/reclaim/asks?state=lost')).status).toBe(400);
    const nobody = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';
    const unknown = await owner.post<Results>('/api/reclaim/releases', {
      ...{ personIds: [nobody], days: 30 },
    });
    expect(unknown.body.results).toEqual([
      { personId: nobody, outcome: 'refused', code: 'person-unknown' },
    ]);
    const answer = { askId: nobody, answer: 'keep' };
    expect((await learner.post('/api/reclaim/own/answer', answer)).status).toBe(404);
  });
});
