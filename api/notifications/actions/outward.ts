import type { AddressBook } from '../../ports/address-book.ts';
import type { AppInstaller } from '../../ports/app-installer.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Decision } from './decision.ts';

/** What handing out notices needs beside the world. */
export interface Outward {
  /** Chat in Teams, the first choice; null where no bot is configured. */
  readonly bot: Channel | null;
  /** E-mail, for whom the bot does not reach. */
  readonly mail: Channel;
  readonly addressBook: AddressBook;
  /** Brings the app to administrators who do not have it; null where that is not configured. */
  readonly installer: AppInstaller | null;
  /** The address that opens a page of the tab; null where none is known. */
  readonly linkTo: (path: string, label: string) => string | null;
  /** Whom to ask for more seats (G-7); null where the operator has not said. */
  readonly seatsContact: string | null;
  /** What can be decided on cards (`api/decisions.ts`). */
  readonly decisions: readonly Decision[];
}
