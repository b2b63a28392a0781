import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { barriersIn, widerThanThePage } from '../accessibility.ts';
import { combinationsOf } from '../choices.ts';
import { STAGE_TIMEOUT_MS } from '../stage.ts';
import { linkOf, startPeerStage, type PeerStage } from './on-stage.ts';

let on: PeerStage;
beforeAll(async () => {
  on = await startPeerStage();
}, STAGE_TIMEOUT_MS);
afterAll(() => on.stage.stop());

describe('Peer accounts can be read and used', () => {
  let id = '';
  beforeAll(async () => {
    await on.owner.post('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: on.email, seats: 3 },
      permissions: { training: true, users: true },
    });
    ({ id } = await linkOf(on.owner));
  });
  const looks = combinationsOf({
    theme: ['default', 'dark', 'contrast'],
    language: ['en', 'nl', 'fr', 'de'],
    size: ['full', 'phone', 'zoomed'],
    persona: ['owner', 'peerAdmin'],
  } as const);
  test.each(looks)('by $persona, $theme, $language, $size', async (view) => {
    for (const page of ['/peers', `/peers/${id}`])
      await on.stage.look({ ...view, page }, async ({ tab }) => {
        expect(await widerThanThePage(tab)).toEqual([]);
        expect(await barriersIn(tab)).toEqual([]);
      });
  });
});
