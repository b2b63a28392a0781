import { CLIENT_ID } from '../entra/app.ts';
import { isGuid } from '../guid.ts';

/** The bot as a participant of conversations. */
export const BOT_ID = `28:${CLIENT_ID}`;

/** The bot's name in Teams. */
export const BOT_NAME = 'Headcount';

/**
 * The ids that Teams has for people and conversations. They are opaque to a bot; here the directory's ids can be read
 * back from them, so that they mean the same after a restart and need no table.
 */

/** A person as the bot knows one: `29:…`. */
export function participantIdOf(personId: string): string {
  return `29:1${encoded(personId)}`;
}

/** The person behind a participant's id, or behind the object id itself, which the connector takes too. */
export function personIdOf(participantId: string): string | undefined {
  if (isGuid(participantId)) return participantId.toLowerCase();
  if (!participantId.startsWith('29:1')) return undefined;
  return decoded(participantId.slice('29:1'.length))[0];
}

/** The conversation of the bot with one person: `a:…`. */
export function chatIdOf(tenantId: string, personId: string): string {
  return `a:1${encoded(tenantId, personId)}`;
}

/** The same conversation as Graph names it: `19:…@unq.gbl.spaces`. The connector takes it too. */
export function graphChatIdOf(personId: string): string {
  return `19:${personId}_${CLIENT_ID}@unq.gbl.spaces`;
}

/** The team's own id, which is that of its first channel: `19:…@thread.tacv2`. */
export function teamIdOf(groupId: string): string {
  return `19:${groupId.replaceAll('-', '')}@thread.tacv2`;
}

/**
 * What a conversation's id stands for. Graph's id of a chat does not tell the tenant; a reply in a channel names the
 * message that began it.
 */
export type Named =
  | { readonly kind: 'chat'; readonly tenantId: string | null; readonly personId: string }
  | { readonly kind: 'channel'; readonly groupId: string; readonly rootId: string | null };

/** Reads a conversation's id; `undefined` for one that Teams never gave. */
export function named(conversationId: string): Named | undefined {
  if (conversationId.startsWith('a:1')) {
    const [tenantId, personId] = decoded(conversationId.slice('a:1'.length));
    if (tenantId === undefined || personId === undefined) return undefined;
    return { kind: 'chat', tenantId, personId };
  }
  const [, ofGraph] =
    /^19:([0-9a-f-]{36})_[0-9a-f-]{36}@unq\.gbl\.spaces$/.exec(conversationId) ?? [];
  if (ofGraph !== undefined) return { kind: 'chat', tenantId: null, personId: ofGraph };
  const [, hex, rootId] =
    /^19:([0-9a-f]{32})@thread\.tacv2(?:;messageid=(\d+))?$/.exec(conversationId) ?? [];
  if (hex === undefined) return undefined;
  return { kind: 'channel', groupId: guidOfHex(hex), rootId: rootId ?? null };
}

function encoded(...guids: readonly string[]): string {
  return Buffer.from(guids.join('').replaceAll('-', ''), 'hex').toString('base64url');
}

const GUID_HEX = 32;

function decoded(text: string): string[] {
  const hex = Buffer.from(text, 'base64url').toString('hex');
  if (hex.length % GUID_HEX !== 0) return [];
  return (hex.match(/.{32}/g) ?? []).map(guidOfHex);
}

function guidOfHex(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
