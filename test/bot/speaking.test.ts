import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import { announce, RESUMED, settled, THRESHOLD } from '../notifications/telling.ts';
import type { TestWorld } from '../world.ts';
import { cardOf, install, saidTo, startTalking, tenantOf, wordsOf } from './talking.ts';

let t: TestWorld;
beforeEach(async () => {
  t = await startTalking();
});
afterEach(() => t.stop());

const tell = (notice: Notice): Promise<void> => announce(t.world(), t.tenant, notice);

interface Item {
  readonly channel: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly person: { readonly id: string };
}
const itemFor = async (name: 'owner' | 'globalAdmin' | 'lmsAdmin'): Promise<Item | undefined> => {
  const { body } = await t.api('owner').get<{ items: Item[] }>('/api/notifications');
  return body.items.find(({ person }) => person.id === t.persona(name).objectId);
};

describe('A notice', () => {
  test('goes to the chat of whoever has installed the app, and by mail to the others', async () => {
    await install(t, 'owner');
    await tell(THRESHOLD);
    await settled(t.world(), t.tenant, 3);
    expect(saidTo(t, 'owner')).toHaveLength(1);
    expect(saidTo(t, 'globalAdmin')).toHaveLength(0);
    const mails = t.cloud.mailbox.mails().flatMap(({ to }) => to.map(({ address }) => address));
    expect(mails).toHaveLength(2);
    expect(mails).not.toContain(t.persona('owner').userPrincipalName);
    expect(await itemFor('owner')).toMatchObject({ channel: 'bot', state: 'delivered' });
    expect(await itemFor('lmsAdmin')).toMatchObject({ channel: 'mail', state: 'delivered' });
  });
});
