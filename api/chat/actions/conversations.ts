import { tell } from '../../audit/actions.ts';
import { newId, type PersonId, type TenantId } from '../../kernel/ids.ts';
import type { ConversationEnd } from '../../ports/channel.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { conversations } from '../kinds.ts';
import { afterHearing, closed, type Conversation, type Heard } from '../rules/conversations.ts';

/**
 * Keeps what was heard of a person's conversation. It is kept before the tenant is set up too: the app is installed
 * before its tab is opened for the first time.
 * @returns false where it told nothing new
 */
export async function hear(
  world: Pick<World, 'store' | 'clock'>,
  tenantId: TenantId,
  heard: Heard,
): Promise<boolean> {
  const root = rootOf(tenantId);
  const { personId } = heard;
  for (;;) {
    const held = await world.store.read(root, conversations, { personId });
    const now = world.clock.now();
    const hearing = afterHearing(held?.doc ?? null, heard, now);
    if (hearing === null) return false;
    const { conversation, turned } = hearing;
    const writes: AnyWrite[] = [
      held === null
        ? create(conversations, conversation)
        : replace(conversations, conversation, held.version),
    ];
    if (turned) {
      const what = conversation.state === 'open' ? 'bot-installed' : 'bot-removed';
      writes.push(tell({ personId, actId: newId() }, now, what, { personId }));
    }
    if ((await world.store.commit(root, writes)).outcome === 'committed') return true;
  }
}

/** So many documents are read at once. */
const READ_MAX = 1_000;

/** The conversations of these people, whatever their state; who never had one is left out. Any number. */
export async function conversationsOf(
  { store }: Pick<World, 'store'>,
  tenantId: TenantId,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Conversation>> {
  const found = new Map<PersonId, Conversation>();
  for (let from = 0; from < personIds.length; from += READ_MAX) {
    const keys = personIds.slice(from, from + READ_MAX).map((personId) => ({ personId }));
    for (const held of await store.readMany(rootOf(tenantId), conversations, keys)) {
      if (held !== null) found.set(held.doc.personId, held.doc);
    }
  }
  return found;
}

/**
 * Notes that a conversation takes no message, so that none is sent there until the app is installed again or the person
 * says something. Where something was heard of it meanwhile, that is better known.
 */
export async function closeConversation(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  tenantId: TenantId,
  { personId, heardAt }: Conversation,
  why: ConversationEnd,
): Promise<void> {
  const root = rootOf(tenantId);
  const held = await store.read(root, conversations, { personId });
  if (held?.doc.state !== 'open' || held.doc.heardAt !== heardAt) return;
  const now = clock.now();
  const state = why === 'bot-removed' ? 'removed' : 'blocked';
  // Where another commit came between, that one knows better.
  await store.commit(root, [
    replace(conversations, closed(held.doc, state, now), held.version),
    tell({ personId: null, actId: newId() }, now, 'conversation-closed', { personId, why }),
  ]);
}
