import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../api/kernel/time.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import type { Message } from '../../local/connector/messages.ts';
import type { PersonaName } from '../../local/personas.ts';
import { announce, deliveriesIn, settled, until } from '../notifications/telling.ts';
import type { TestWorld } from '../world.ts';
import { cardOf, install, saidTo, startTalking, tenantOf, wordsOf } from './talking.ts';

const ADMINS: readonly PersonaName[] = ['owner', 'globalAdmin', 'lmsAdmin'];
const TAKE_CARE = 'notice.take-care';
const REMIND = 'notice.remind';

let t: TestWorld;
beforeEach(async () => {
  t = await startTalking();
  await install(t, ...ADMINS);
});
afterEach(() => t.stop());

const idOf = (name: PersonaName): string => t.persona(name).objectId;
const limitReached = (inMs = 14 * DAY_MS): Notice => ({
  ...{ what: 'limit-reached', used: 5, capacity: 5 },
  closesAt: t.world().clock.now() + inMs,
});
async function tell(notice: Notice): Promise<void> {
  const before = (await deliveriesIn(t.world(), t.tenant)).length;
  await announce(t.world(), t.tenant, notice);
  await settled(t.world(), t.tenant, before + ADMINS.length);
}
const lastTo = (name: PersonaName): Message => {
  const last = saidTo(t, name).at(-1);
  if (last === undefined) throw new Error(`Nothing was said to ${name}.`);
  return last;
};
/** The persona presses a button of the card that came last. */
const press = (name: PersonaName, verb: string) =>
  t.cloud.connector.teams.press(tenantOf(t, name), idOf(name), lastTo(name).id, { verb });
/** Sends what a button would send, whoever has it. */
const send = async (name: PersonaName, verb: string, data: object) => {
  const { delivered } = await t.cloud.connector.teams.tell(tenantOf(t, name), idOf(name), {
    ...{ type: 'invoke', name: 'adaptiveCard/action' },
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  });
  return delivered[0];
};
const shownTo = (name: PersonaName): string => wordsOf(cardOf(lastTo(name)));
const buttonsOf = (name: PersonaName): readonly (string | undefined)[] =>
  (cardOf(lastTo(name))['actions'] as readonly { readonly verb?: string }[]).map(
    ({ verb }) => verb,
  );
const deliveryOf = async (name: PersonaName): Promise<string> => {
  const all = await deliveriesIn(t.world(), t.tenant);
  return all.find(({ personId }) => personId === idOf(name))?.deliveryId ?? '';
};

interface Entry {
  readonly what: string;
  readonly actor: { readonly id: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
}
const audited = async (what: string): Promise<readonly Entry[]> => {
  const { body } = await t.api('owner').get<{ items: Entry[] }>('/api/audit');
  return body.items.filter((entry) => entry.what === what);
};

describe('Whoever takes care of something', () => {
  test('sees so on the card, and the others see who, when they press theirs', async () => {
    await tell(limitReached());
    expect(buttonsOf('owner')).toEqual([TAKE_CARE, REMIND, undefined]);
    await press('lmsAdmin', TAKE_CARE);
    expect(shownTo('lmsAdmin')).toContain('Vous vous en occupez depuis le');
    expect(buttonsOf('lmsAdmin')).toEqual([undefined]);
    await press('owner', TAKE_CARE);
    expect(shownTo('owner')).toMatch(/Léa Béranger takes care of this since/);
    await press('globalAdmin', REMIND);
    expect(shownTo('globalAdmin')).toMatch(/Léa Béranger regelt dit sinds/);
    const entries = await audited('notice-taken-care-of');
    expect(entries.map(({ actor }) => actor?.id)).toEqual([idOf('lmsAdmin')]);
    expect(await deliveriesIn(t.world(), t.tenant)).toHaveLength(ADMINS.length);
  });

  test('is one person, also where all press at once', async () => {
    await tell(limitReached());
    await Promise.all(ADMINS.map((name) => press(name, TAKE_CARE)));
    expect(await audited('notice-taken-care-of')).toHaveLength(1);
    const mine = [/You take care/, /Je regelt dit/, /Vous vous en occupez/];
    const shown = ADMINS.map(shownTo);
    expect(shown.filter((text) => mine.some((words) => words.test(text)))).toHaveLength(1);
  });

  test('changes nothing by pressing again', async () => {
    await tell(limitReached());
    const data = { deliveryId: await deliveryOf('owner') };
    const answers = [];
    for (let nth = 0; nth < 3; nth++) {
      answers.push(await send('owner', TAKE_CARE, data));
      await t.advance('PT1H');
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await audited('notice-taken-care-of')).toHaveLength(1);
  });
});

describe('Whoever wants to be reminded', () => {
  test('is told the same once more a day later, however often the button is pressed', async () => {
    await tell(limitReached());
    await press('owner', REMIND);
    expect(shownTo('owner')).toMatch(/You are reminded on/);
    await send('owner', REMIND, { deliveryId: await deliveryOf('owner') });
    await t.advance('P1D');
    await until(() => saidTo(t, 'owner').length === 2);
    expect(shownTo('owner')).toContain('You wanted to be reminded of this.');
    expect(saidTo(t, 'globalAdmin')).toHaveLength(1);
    expect(await audited('notice-postponed')).toHaveLength(1);
  });

  test('sees in the reminder who takes care of it by now', async () => {
    await tell(limitReached());
    await press('owner', REMIND);
    await press('lmsAdmin', TAKE_CARE);
    await t.advance('P1D');
    await until(() => saidTo(t, 'owner').length === 2);
    expect(shownTo('owner')).toMatch(/Léa Béranger takes care of this/);
    expect(buttonsOf('owner')).toEqual([undefined]);
  });

  test('is not offered it where that would come too late, and told so where the card is old', async () => {
    await tell(limitReached(DAY_MS / 2));
    expect(buttonsOf('owner')).toEqual([TAKE_CARE, undefined]);
    await tell(limitReached(2 * DAY_MS));
    await t.advance('P1DT12H');
    await press('owner', REMIND);
    expect(shownTo('owner')).toContain('It is too late for this now.');
    expect(await audited('card-press-refused')).toMatchObject([{ data: { why: 'too-late' } }]);
    expect(await audited('notice-postponed')).toEqual([]);
  });
});

describe('A press changes nothing, is answered plainly, and stands in the audit', () => {
  const gone = 'There is nothing to decide here any more.';

  test.each([
    ['with a verb that there is not', 'seats.give-me-all', {}, 'unknown-verb'],
    ['of a card that names nothing', TAKE_CARE, {}, 'gone'],
    ['of a card that names no id', TAKE_CARE, { deliveryId: '../../etc' }, 'gone'],
    [
      'of a card whose thing is gone',
      TAKE_CARE,
      { deliveryId: '00000000-0000-4000-8000-000000000009' },
      'gone',
    ],
  ] as const)('%s', async (_, verb, data, why) => {
    const answer = await send('owner', verb, data);
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message' },
    });
    expect(JSON.stringify(answer?.body)).toContain(gone);
    const [entry, ...others] = await audited('card-press-refused');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actor: { id: idOf('owner') }, data: { why } });
    expect(JSON.stringify(entry)).not.toContain(verb === TAKE_CARE ? 'etc' : verb);
  });

  test('of a card that went to somebody else', async () => {
    await tell(limitReached());
    const answer = await send('owner', TAKE_CARE, { deliveryId: await deliveryOf('lmsAdmin') });
    expect(JSON.stringify(answer?.body)).toContain(gone);
    expect(await audited('notice-taken-care-of')).toEqual([]);
    expect(await audited('card-press-refused')).toMatchObject([{ data: { why: 'not-theirs' } }]);
  });

  test('of a card of another tenant', async () => {
    await tell(limitReached());
    const deliveryId = await deliveryOf('owner');
    const answer = await send('peerAdmin', TAKE_CARE, { deliveryId });
    expect(answer).toMatchObject({ status: 200 });
    expect(await audited('notice-taken-care-of')).toEqual([]);
    const { body } = await t.api('peerAdmin').get<{ items: Entry[] }>('/api/audit');
    expect(body.items.filter(({ what }) => what === 'card-press-refused')).toMatchObject([
      { data: { why: 'gone' } },
    ]);
  });

  test('of somebody who was an administrator and is none any more', async () => {
    await tell(limitReached());
    const row = (await deliveriesIn(t.world(), t.tenant)).find(
      ({ personId }) => personId === idOf('lmsAdmin'),
    );
    if (row === undefined) throw new Error('The LMS admin was not told.');
    // As it would stand if it had been told to a learner, whom this never concerns.
    const mine = {
      ...row,
      deliveryId: '00000000-0000-4000-8000-0000000000aa',
      personId: idOf('learner'),
    };
    await t.world().store.commit(rootOf(t.tenant.tenantId), [create(deliveries, mine)]);
    await install(t, 'learner');
    const answer = await send('learner', TAKE_CARE, { deliveryId: mine.deliveryId });
    expect(JSON.stringify(answer?.body)).toContain('administrateurs');
    expect(await audited('card-press-refused')).toMatchObject([
      { data: { why: 'no-longer-told' } },
    ]);
    expect(await audited('notice-taken-care-of')).toEqual([]);
  });

  test('that is none', async () => {
    const { delivered } = await t.cloud.connector.teams.tell(tenantOf(t, 'owner'), idOf('owner'), {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: 'take care',
    });
    expect(delivered).toMatchObject([{ status: 200, body: { statusCode: 400 } }]);
  });
});
