import { tell } from '../../audit/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, type PersonId, type TenantId } from '../../kernel/ids.ts';
import type { ConversationAddress, Message } from '../../ports/channel.ts';
import { rootOf, SERVICE } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { tenants } from '../../subscriptions/kinds.ts';
import { deliveries } from '../kinds.ts';
import type { Delivery } from '../rules/deliveries.ts';
import { tongueOf } from '../rules/preferences.ts';
import { CHAT_TEXTS, type ChatTexts } from '../texts/chat.ts';
import type { Decision, Speech } from './decision.ts';
import { readPreference } from './listing.ts';
import { messageOf } from './message.ts';
import type { Outward } from './outward.ts';
import { whomToTell } from './plan.ts';
import { audienceOf } from './recipients.ts';

/** That somebody has pressed a button on a card. What it says was written by us once, and by anybody since. */
export interface Press {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
  /** The language of the person's Teams. */
  readonly locale: string | null;
  readonly conversation: ConversationAddress;
  readonly verb: string;
  /** The delivery that the card was sent for; null where it names none. */
  readonly deliveryId: string | null;
  /** The ids of the options that were switched on. */
  readonly options: ReadonlySet<string>;
  /** The same for each delivery of one press. */
  readonly actId: string;
}

/** What the person sees: the card as it stands now, or a plain answer where nothing was to be done. */
export type Pressed = { readonly message: Message } | { readonly said: string };

/** Why nothing was done, as the audit has it. */
type Refusal = 'unknown-verb' | 'gone' | 'not-theirs' | 'no-longer-told' | 'too-late';

const WORDS: Readonly<Record<Exclude<Refusal, 'too-late'>, (texts: ChatTexts) => string>> = {
  'unknown-verb': ({ gone }) => gone,
  gone: ({ gone }) => gone,
  // Whether somebody else was told of something is nobody's business.
  'not-theirs': ({ gone }) => gone,
  'no-longer-told': ({ mayNot }) => mayNot,
};

/**
 * Does what a button of a card stands for. It is looked at as if anybody had sent it: the card must have gone to this
 * person, who must still be one of those who are told, and what it decides must still be there. Otherwise nothing
 * changes, the person gets a plain answer, and the audit says that it was tried.
 */
export async function press(world: World, outward: Outward, asked: Press): Promise<Pressed> {
  const { tenantId, personId } = asked;
  const tenant = await tenantOf(world, tenantId);
  const decision = outward.decisions.find(({ verb }) => verb === asked.verb);
  const delivery = tenant === null ? null : await deliveryOf(world, tenant, asked.deliveryId);
  const preference = tenant === null ? null : await readPreference(world, tenant, personId);
  const mine = delivery?.personId === personId ? delivery : null;
  const tongue = tongueOf(preference, mine?.language ?? asked.locale);

  const refuse = async (why: Refusal & keyof typeof WORDS): Promise<Pressed> => {
    if (tenant !== null) await noteRefusal(world, asked, why);
    return { said: WORDS[why](CHAT_TEXTS[tongue.language]) };
  };
  if (decision === undefined) return refuse('unknown-verb');
  if (tenant === null || delivery === null) return refuse('gone');
  if (mine === null) return refuse('not-theirs');
  try {
    const audience = await audienceOf(world, outward, tenant);
    if (!whomToTell(mine.notice, audience).includes(personId))
      return await refuse('no-longer-told');
    const standing = await decide(world, tenant, mine, decision, asked);
    const to = {
      tenantId,
      personId,
      displayName: '',
      mail: null,
      conversation: asked.conversation,
    };
    return { message: messageOf(outward, mine, { to, tongue, standing, now: world.clock.now() }) };
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { said: CHAT_TEXTS[tongue.language].notNow };
  }
}

async function decide(
  world: World,
  tenant: Tenant,
  delivery: Delivery,
  decision: Decision,
  asked: Press,
): Promise<(speech: Speech) => string> {
  const { personId, actId, options } = asked;
  const pressed = { tenant, personId, delivery, options, actId };
  const decided = await decision.decide(world, pressed);
  if (decided.outcome === 'too-late') await noteRefusal(world, asked, 'too-late');
  return decided.standing;
}

/** A tenant that is set up here; null for others. */
async function tenantOf(
  { store }: Pick<World, 'store'>,
  tenantId: TenantId,
): Promise<Tenant | null> {
  const held = await store.read(SERVICE, tenants, { tenantId });
  return held === null ? null : { tenantId, buckets: held.doc.buckets };
}

async function deliveryOf(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  deliveryId: string | null,
): Promise<Delivery | null> {
  if (deliveryId === null) return null;
  return (await store.read(rootOf(tenantId), deliveries, { deliveryId }))?.doc ?? null;
}

/** Only the words that we know are kept: a verb that somebody made up may be anything. */
async function noteRefusal(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  { tenantId, personId, deliveryId }: Press,
  why: Refusal,
): Promise<void> {
  const data = { why, ...(deliveryId === null ? {} : { deliveryId }) };
  const entry = tell({ personId, actId: newId() }, clock.now(), 'card-press-refused', data);
  await store.commit(rootOf(tenantId), [entry]);
}

const isBusy = (error: unknown): boolean =>
  error instanceof AppError &&
  (error.code === 'store-unavailable' || error.code === 'directory-unavailable');
