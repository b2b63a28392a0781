import { z } from 'zod';
import { asGuid, type PersonId, type TenantId } from '../api/kernel/ids.ts';
import type { Instant } from '../api/kernel/time.ts';
import type { ConversationAddress } from '../api/ports/channel.ts';
import { OPTION_ON } from './cards/message-card.ts';

/** Who has done something, where and when, as an activity tells it. */
export interface Speaker {
  readonly tenantId: TenantId;
  readonly personId: PersonId;
  readonly conversation: ConversationAddress;
  /** Whether it is the chat of this person and the bot alone. */
  readonly isPersonal: boolean;
  /** The language of the person's Teams; null where it is not told. */
  readonly locale: string | null;
  readonly at: Instant;
}

/** Why an activity is of no use, though the platform sent it. */
export type ActivityFault = 'malformed' | 'unknown-service' | 'wrong-tenant';

const guid = z.string().transform((text, context) => {
  const id = asGuid(text);
  if (id !== null) return id;
  context.addIssue({ code: 'custom', message: 'must be a GUID' });
  return z.NEVER;
});

/** What is read of an activity. Everything else in it is left alone. */
const shape = z.object({
  timestamp: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
  serviceUrl: z.string().max(2_048),
  locale: z.string().max(35).nullish(),
  from: z.object({ aadObjectId: guid }),
  conversation: z.object({
    id: z.string().min(1).max(1_024),
    conversationType: z.string().nullish(),
    tenantId: guid.nullish(),
  }),
  channelData: z.object({ tenant: z.object({ id: guid }).nullish() }).nullish(),
});

/**
 * Reads who speaks in an activity whose token was verified. The tenant that the conversation names and the one that the
 * channel names must be the same, and the address to which answers go one of the platform's.
 * @param now when it came, where it does not say itself
 */
export function speakerOf(
  activity: unknown,
  serves: (serviceUrl: string) => boolean,
  now: Instant,
): Speaker | ActivityFault {
  const parsed = shape.safeParse(activity);
  if (!parsed.success) return 'malformed';
  const { from, conversation, channelData, serviceUrl, locale, timestamp } = parsed.data;
  if (!serves(serviceUrl)) return 'unknown-service';
  const named = [conversation.tenantId, channelData?.tenant?.id].filter((id) => id != null);
  const [tenantId, ...others] = new Set(named);
  if (tenantId === undefined || others.length > 0) return 'wrong-tenant';
  return {
    tenantId,
    personId: from.aadObjectId,
    conversation: { conversationId: conversation.id, serviceUrl },
    isPersonal: (conversation.conversationType ?? 'personal') === 'personal',
    locale: locale ?? null,
    at: timestamp ?? now,
  };
}

const pressShape = z.object({
  value: z.object({
    action: z.object({
      verb: z.string().max(200),
      data: z.looseObject({ deliveryId: guid }).nullish().catch(null),
    }),
  }),
});

/** What was pressed, as the activity tells it. */
export interface PressTold {
  readonly verb: string;
  /** The delivery on whose card; null where it names none. */
  readonly deliveryId: string | null;
  /** The ids of what was switched on beside. */
  readonly options: ReadonlySet<string>;
}

/** Which button was pressed, and on the card of which delivery; null for what is no press of a card. */
export function pressOf(activity: unknown): PressTold | null {
  const parsed = pressShape.safeParse(activity);
  if (!parsed.success) return null;
  const { verb, data } = parsed.data.value.action;
  const on = Object.entries(data ?? {}).filter(([, value]) => value === OPTION_ON);
  return { verb, deliveryId: data?.deliveryId ?? null, options: new Set(on.map(([id]) => id)) };
}

/** The id of an activity, the same however often it is delivered. */
export function activityIdOf(activity: unknown): string | null {
  return z.object({ id: z.string().min(1).max(500) }).safeParse(activity).data?.id ?? null;
}
