import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { LANGUAGES } from '../../api/kernel/languages.ts';
import { announced } from '../../api/notifications/rules/announced.ts';
import { planned } from '../../api/notifications/rules/deliveries.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { sayIn } from '../../api/notifications/texts/say.ts';
import { askPeople, questionOf } from '../../api/reclaim/actions/ask.ts';
import { seatDecisions } from '../../api/reclaim/actions/decisions.ts';
import { releaseSeats } from '../../api/reclaim/actions/release.ts';
import type { Answer } from '../../api/reclaim/rules/asks.ts';
import { act } from '../seats/campus.ts';
import { askIn, openHeld, START, type Held } from './harness.ts';

let held: Held;
let one: string;
beforeEach(async () => {
  held = await openHeld(1, 2);
  one = held.campus.personIds[0] ?? '';
  held.clock.now = START + 40 * DAY_MS;
  await askPeople(held.world, held.tenant, act(), [one], 30);
});
afterEach(() => held.bench.close());

/** Presses a button of the card that asked; what it comes to, and what the card says then in every language. */
async function press(answer: Answer, notice: Notice) {
  const { world, tenant, clock } = held;
  const delivery = planned(tenant.tenantId, announced(newId(), notice, clock.now), one, clock.now);
  const verb = answer === 'keep' ? 'seat.keep' : 'seat.give-up';
  const decision = seatDecisions.find((each) => each.verb === verb);
  if (decision?.offered(notice, clock.now) !== true) throw new Error('The button is not there.');
  const pressed = { tenant, personId: one, delivery, options: new Set<string>(), actId: newId() };
  const { outcome, standing } = await decision.decide(world, pressed);
  const said = LANGUAGES.map((language) =>
    standing({ language, locale: language, say: sayIn(language) }),
  );
  expect(new Set(said).size).toBe(LANGUAGES.length);
  for (const words of said) expect(words).toMatch(/^[^#]+[.]$/);
  return { outcome, said: said[0] ?? '' };
}

async function question(): Promise<Notice> {
  const ask = await askIn(held, one);
  if (ask === null) throw new Error('Nobody was asked.');
  return questionOf(ask, false);
}

test('a learner answers on the card, may change the answer, and is told where it is too late', async () => {
  const notice = await question();
  expect(await press('give-up', notice)).toMatchObject({ outcome: 'done' });
  expect(await press('give-up', notice)).toMatchObject({ outcome: 'already' });
  expect(await askIn(held, one)).toMatchObject({ state: 'given-up' });
  expect(await press('keep', notice)).toMatchObject({ outcome: 'done' });
  expect(await askIn(held, one)).toMatchObject({ state: 'kept' });
  expect(await press('give-up', notice)).toMatchObject({ outcome: 'done' });
  const released = await releaseSeats(held.world, held.tenant, act(), [one], 30);
  expect(released.get(one)?.outcome).toBe('released');
  const late = await press('keep', notice);
  expect(late).toMatchObject({ outcome: 'too-late' });
  expect(late.said).toContain('released already');
});

test('a card of a question that was put anew is over', async () => {
  const notice = { ...(await question()), askId: newId() } as Notice;
  expect(await press('keep', notice)).toMatchObject({ outcome: 'too-late' });
});
