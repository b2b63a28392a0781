import type { Activity, Message } from '../../local/connector/messages.ts';
import type { PersonaName } from '../../local/personas.ts';
import type { Tenant as LocalTenant } from '../../local/tenants/tenant.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';
import { CLIENT_ID } from '../../local/entra/app.ts';
import { HOME_TENANT_ID } from '../../local/cloud.ts';

/** The settings with which there is a bot: that of the local cloud. */
export const WITH_BOT = { BOT_ID: CLIENT_ID, BOT_TENANT: HOME_TENANT_ID } as const;

/** A world with the bot, and its home tenant's directory read. */
export async function startTalking(options: WorldOptions = {}): Promise<TestWorld> {
  const t = await startWorld({ ...options, env: { ...WITH_BOT, ...options.env } });
  await t.synced();
  return t;
}

/** The tenant of a persona, as the local cloud has it. */
export const tenantOf = (t: TestWorld, name: PersonaName): LocalTenant =>
  t.cloud.tenant(t.persona(name).tenantId);

/** The persona installs the app in Teams. */
export async function install(t: TestWorld, ...names: readonly PersonaName[]): Promise<void> {
  for (const name of names) {
    await t.cloud.connector.teams.install(tenantOf(t, name), t.persona(name).objectId);
  }
}

/** What the bot said to a persona, the oldest first. */
export const saidTo = (t: TestWorld, name: PersonaName): readonly Message[] =>
  t.cloud.connector.messages
    .all()
    .filter(({ from, personId }) => from === 'bot' && personId === t.persona(name).objectId);

/** The card of a message: as it was sent, or as it was answered when one of its buttons was pressed. */
export function cardOf({ activity, shownCard }: Message): Activity {
  if (shownCard !== null) return shownCard;
  const [attachment] = activity['attachments'] as readonly { readonly content: Activity }[];
  if (attachment === undefined) throw new Error('The message has no card.');
  return attachment.content;
}

/** All that a card says, in its order. */
export function wordsOf(card: unknown): string {
  if (Array.isArray(card)) return card.map(wordsOf).filter(Boolean).join('\n');
  if (typeof card !== 'object' || card === null) return '';
  const { text, title, body, items, inlines, actions } = card as Activity;
  return [text, title, ...[body, items, inlines, actions].map(wordsOf)]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n');
}
