import type { TenantId } from '../kernel/ids.ts';
import type { ConversationAddress, DeliveryOutcome } from './channel.ts';

/** What is put into a conversation, as the platform writes an activity. */
export type ChatActivity = Readonly<Record<string, unknown>> & { readonly type: 'message' };

/** The conversations of the chat platform, seen from the bot's side. */
export interface Chat {
  /** Whether the address is one of the platform's own: no token goes anywhere else. */
  serves(serviceUrl: string): boolean;
  /**
   * Puts something into a conversation when its turn has come: the platform's limits hold per thread, and per tenant.
   * What it certainly refused for a moment is tried again; what may have got there never is.
   * @param begin as of `Channel.deliver`
   */
  say(
    tenantId: TenantId,
    to: ConversationAddress,
    activity: ChatActivity,
    begin?: () => Promise<boolean>,
  ): Promise<DeliveryOutcome>;
}
