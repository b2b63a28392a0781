import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Frame, Locator } from 'playwright-core';
import type { z } from 'zod';
import type { issuedKeyShape } from '../../api/keys/contract.ts';
import { grouped, KEY_BYTES, keyFrom } from '../../api/kernel/activation-key.ts';
import type { subscriptionShape } from '../../api/subscriptions/contract.ts';
import { barriersIn, widerThanThePage } from './accessibility.ts';
import { combinationsOf } from './choices.ts';
import { eventually, hasFocus, STAGE_TIMEOUT_MS, startStage, type Stage } from './stage.ts';
import { gzipKilobytesOf } from './transfer.ts';

type Subscription = z.infer<typeof subscriptionShape>;

const CONTACT = {
  ...{ Organisation: 'Contoso', 'First name': 'Ada', 'Last name': 'Byron' },
  ...{ 'E-mail': 'ada@contoso.com', Telephone: '+31 20 123 45 67' },
};
const SEATS_AT_FIRST = 2;
const SEATS_MOVED = 1;

let stage: Stage;
/** How many people counted before anything was activated. */
let usedAtFirst = 0;
beforeAll(async () => {
  stage = await startStage();
  usedAtFirst = (await subscription()).seats.used;
}, STAGE_TIMEOUT_MS);
afterAll(() => stage.stop());

const subscription = async (persona: 'owner' | 'peerAdmin' = 'owner'): Promise<Subscription> =>
  (await stage.world.api(persona).get<Subscription>('/api/subscription')).body;

async function issueKey(seats: number): Promise<string> {
  const offer = { plan: 'seats', seats, months: 12 };
  const { body } = await stage.world
    .api('operator')
    .post<z.infer<typeof issuedKeyShape>>('/operator/keys', offer);
  return body.key ?? '';
}

/** What the browser says of a refusal. */
const REFUSED = /status of 4\d\d/;

/** So many people more count. */
async function enrol(people: number): Promise<void> {
  const owner = stage.world.api('owner');
  const list = async (path: string) =>
    (await owner.get<{ items: { id: string; standing?: string }[] }>(path)).body.items;
  const [catalog] = await list('/api/catalogs');
  const [course] = await list(`/api/catalogs/${catalog?.id ?? ''}/courses`);
  const free = await list('/api/people?standing=no-enrolment&limit=100');
  const personIds = free.slice(0, people).map(({ id }) => id);
  await owner.post(`/api/courses/${course?.id ?? ''}/enrolments`, { personIds });
}

const keyField = (tab: Frame): Locator => tab.getByRole('textbox', { name: 'Activation key' });
const activateButton = (tab: Frame): Locator =>
  tab.getByRole('button', { name: 'Activate', exact: true });

async function fillForm(tab: Frame): Promise<void> {
  await tab.getByRole('button', { name: 'Activate a subscription' }).click();
  for (const [name, value] of Object.entries(CONTACT)) {
    await tab.getByRole('textbox', { name }).fill(value);
  }
}

describe('Activating', () => {
  test('says at once that a key is mistyped, beside the key that one is unknown, and then what changed', async () => {
    const key = await issueKey(usedAtFirst + SEATS_AT_FIRST);
    const slip = `${key.slice(0, -1)}${key.endsWith('7') ? '8' : '7'}`;
    await stage.look({ page: '/subscription', mayLog: REFUSED }, async ({ tab, apiRequests }) => {
      await fillForm(tab);
      await keyField(tab).pressSequentially(slip.replaceAll('-', '').toLowerCase());
      expect(await keyField(tab).inputValue()).toBe(slip);
      await tab.getByText('Something is mistyped').waitFor();
      expect(await activateButton(tab).getAttribute('aria-disabled')).toBe('true');
      await activateButton(tab).focus();
      await tab.getByText('Accept the terms first.').waitFor();
      await tab.getByRole('checkbox').check();
      await activateButton(tab).click();
      expect(apiRequests().filter((asked) => asked.startsWith('POST'))).toEqual([]);

      await keyField(tab).fill(grouped(keyFrom(randomBytes(KEY_BYTES))));
      await tab.getByText('The key is complete.').waitFor();
      await activateButton(tab).click();
      await tab.getByText('There is no such key.').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      for (const [name, value] of Object.entries(CONTACT)) {
        expect(await tab.getByRole('textbox', { name }).inputValue()).toBe(value);
      }

      await keyField(tab).fill(key);
      await activateButton(tab).click();
      await tab.getByText('The subscription is active here:').waitFor();
      const capacity = String(usedAtFirst + SEATS_AT_FIRST);
      await tab.getByText(`Capacity was Unlimited and is ${capacity}.`).waitFor();
      await tab.getByText('The account was Trial and is Active.').waitFor();
      await tab.getByText('Olivia Novák activated a subscription').waitFor();
    });
  });

  test('L-34: the page shows its first and last day, for how many it is, how many there are, and a check where it runs', async () => {
    const { subscriptions, seats } = await subscription();
    const [running] = subscriptions;
    if (running === undefined) throw new Error('Nothing is activated.');
    await stage.look({ page: '/subscription' }, async ({ tab }) => {
      const language = (await tab.locator('html').getAttribute('lang')) ?? '';
      const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
      const row = tab
        .getByRole('region', { name: 'Subscriptions' })
        .getByRole('row', { name: `${running.seats} seats` });
      for (const day of [running.startsOn, running.endsOn])
        await row.getByText(days.format(new Date(day))).waitFor();
      expect(await row.getByText('Active').locator('svg').count()).toBe(1);
      const figures = tab.getByRole('region', { name: 'Seats' });
      expect(await figures.locator('dl').innerText()).toContain(String(seats.capacity));
      expect(await figures.locator('dl').innerText()).toContain(`− ${seats.used}`);
    });
  });

  test('a subscription that is active elsewhere asks first, says what moving means, and moves', async () => {
    const key = await issueKey(SEATS_MOVED);
    const there = await stage.world.api('peerAdmin').post('/api/subscriptions/activations', {
      ...{ key, organisation: 'Fabrikam', firstName: 'Grace', lastName: 'Hopper' },
      ...{ email: 'grace@fabrikam.com', telephone: '1', acceptedTerms: true },
    });
    expect(there.status).toBe(200);
    await stage.look({ page: '/subscription', mayLog: REFUSED }, async ({ tab }) => {
      await fillForm(tab);
      await keyField(tab).fill(key);
      await tab.getByRole('checkbox').check();
      await activateButton(tab).click();
      await tab.getByRole('heading', { name: 'Move the subscription here?' }).waitFor();
      await tab.getByText('On the other tenant it ends at once').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      expect((await subscription('peerAdmin')).seats.capacity).toBe(SEATS_MOVED);

      await tab.getByRole('button', { name: 'Go back' }).click();
      expect(await keyField(tab).inputValue()).toBe(key);
      await activateButton(tab).click();
      await tab.getByRole('button', { name: 'Move it here' }).click();
      await tab.getByText('It was moved from the other tenant.').waitFor();
      await tab.getByText('Olivia Novák moved a subscription here').waitFor();
    });
    expect((await subscription()).subscriptions).toHaveLength(2);
    expect((await subscription('peerAdmin')).account).toMatchObject({
      ...{ state: 'Inactive', reason: 'moved' },
    });
  });

  test('keeps what was typed when the form is closed, by keyboard alone', async () => {
    await stage.look({ page: '/subscription' }, async ({ page, tab, reach }) => {
      const open = tab.getByRole('button', { name: 'Activate a subscription' });
      await reach(open);
      await page.keyboard.press('Enter');
      await keyField(tab).waitFor();
      await reach(keyField(tab));
      await page.keyboard.type('abcde12');
      expect(await keyField(tab).inputValue()).toBe('ABCDE-12');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      expect(await keyField(tab).inputValue()).toBe('ABCDE');
      await page.keyboard.press('Escape');
      await eventually(() => hasFocus(open));
      await page.keyboard.press('Enter');
      await keyField(tab).waitFor();
      expect(await keyField(tab).inputValue()).toBe('ABCDE');
    });
  });

  test('is not for catalog admins, who see the figures and the reason', async () => {
    await stage.look({ page: '/subscription', persona: 'catalogAdmin' }, async ({ tab }) => {
      const button = tab.getByRole('button', { name: 'Activate a subscription' });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await tab.getByText('Used in Onboarding').waitFor();
      expect(await tab.getByRole('link', { name: 'Notifications' }).count()).toBe(0);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});

describe('A grace window', () => {
  test('is told above every page, can be put away, and counts down as time goes by', async () => {
    stage.world.cloud.faults.add({
      ...{ host: 'graph.microsoft.com', method: 'POST', path: '/v1.0/users/*/sendMail' },
      ...{ status: 400, times: 1 },
    });
    await enrol(SEATS_AT_FIRST + SEATS_MOVED + 1);
    await stage.look({ page: '/people' }, async ({ tab, heading }) => {
      await tab.getByText('14 days left: everybody works on until').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
      await tab.getByRole('link', { name: 'See the subscription' }).click();
      await eventually(async () => (await heading.innerText()) === 'Subscription');
      await tab.getByText('If more people count than there are seats').waitFor();
      await tab.getByRole('button', { name: 'Put away for today' }).click();
      await tab.getByRole('link', { name: 'Catalogs', exact: true }).click();
      await eventually(async () => (await heading.innerText()) === 'Catalogs');
      expect(await tab.getByText('everybody works on until').count()).toBe(0);
    });
    await stage.world.advance('P11D');
    await stage.look({ page: '/catalogs' }, async ({ tab }) => {
      await tab.getByText('3 days left: everybody works on until').waitFor();
    });
  });

  const VIEWS = combinationsOf({
    page: ['/subscription', '/notifications', '/notifications/preferences'],
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['laptop', 'phone', 'zoomed'],
    persona: ['owner', 'lmsAdmin'],
  } as const);

  test.each(VIEWS)('can be read: $page, $theme, $language, $size, $persona', async (view) => {
    await stage.look(view, async ({ tab, heading }) => {
      expect(await heading.innerText()).not.toBe('');
      expect(await widerThanThePage(tab)).toEqual([]);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });
});

describe('Notifications', () => {
  test('say how each fared, and one that failed is sent again, with its result', async () => {
    await stage.look({ page: '/notifications' }, async ({ tab, settled }) => {
      await tab.getByRole('combobox', { name: 'Show' }).click();
      await tab.getByRole('option', { name: 'Failed' }).click();
      await settled();
      await tab.getByText('The service refused the message.').waitFor();
      await tab.getByRole('button', { name: /^Actions: / }).click();
      await tab.getByRole('menuitem', { name: 'Send again' }).click();
      await tab.getByText('It did not go out before.').waitFor();
      await tab.getByRole('button', { name: 'Send again' }).click();
      await tab.getByText('It is sent again:').or(tab.getByText('Sent again and')).waitFor();
      await tab.getByRole('combobox', { name: 'Show' }).click();
      await tab.getByRole('option', { name: 'All', exact: true }).click();
      await tab.getByText('Sent again and delivered:').waitFor();
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('can be chosen, except for what is always told, which says why', async () => {
    await stage.look({ page: '/notifications/preferences' }, async ({ tab }) => {
      await tab.getByText('so they cannot be switched off').waitFor();
      await tab.getByRole('switch', { name: 'A subscription was activated' }).uncheck();
      await tab.getByText('Not saved yet.').waitFor();
      await tab.getByRole('button', { name: 'Save' }).click();
      await tab.getByText('Your choice was saved.').waitFor();
    });
    await stage.look({ page: '/notifications/preferences' }, async ({ tab }) => {
      const choice = tab.getByRole('switch', { name: 'A subscription was activated' });
      expect(await choice.isChecked()).toBe(false);
    });
  });
});

describe('When learning is stopped', () => {
  test('a learner gets one plain page with the reason, in the own language', async () => {
    await stage.world.advance('P4D');
    await stage.look({ persona: 'learner', language: 'nl' }, async ({ tab, heading }) => {
      expect(await heading.innerText()).toBe('Het leren is onderbroken');
      await tab.getByText('Je organisatie gebruikt meer plaatsen dan ze heeft.').waitFor();
      expect(await tab.getByRole('navigation').count()).toBe(0);
      expect(await barriersIn(tab)).toEqual([]);
    });
  });

  test('administrators work on under a banner that cannot be put away', async () => {
    await stage.look({ page: '/people' }, async ({ tab }) => {
      await tab.getByText('Learning is stopped.').waitFor();
      expect(await tab.getByRole('button', { name: 'Put away for today' }).count()).toBe(0);
    });
  });

  test('because the account is inactive, everybody but administrators is told so', async () => {
    await stage.world.advance('P400D');
    for (const persona of ['learner', 'catalogAdmin']) {
      await stage.look({ persona }, async ({ tab, heading }) => {
        expect(await heading.innerText()).toBe('The account is inactive');
        await tab.getByText('The learning subscription of your organisation has ended.').waitFor();
        expect(await barriersIn(tab)).toEqual([]);
      });
    }
    await stage.look({ page: '/subscription' }, async ({ tab }) => {
      await tab.getByText('The account is inactive.').waitFor();
    });
  });
});

test('the pages are at most 80 kB of script beyond what every page has', async () => {
  await stage.look({ page: '/jobs' }, async ({ tab, heading, settled, scripts }) => {
    const kilobytes: Record<string, number> = {};
    for (const name of ['Subscription', 'Notifications']) {
      const before = new Set(scripts());
      await tab.getByRole('link', { name, exact: true }).click();
      await eventually(async () => (await heading.innerText()) === name);
      await settled();
      kilobytes[name] = gzipKilobytesOf(scripts().filter((script) => !before.has(script)));
    }
    expect(Object.entries(kilobytes).filter(([, size]) => size > 80)).toEqual([]);
  });
});
