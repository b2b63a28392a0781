import type { Notice } from '../../api/notifications/rules/notices.ts';
import type { PersonaName } from '../../local/personas.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';
import { announce } from './telling.ts';

/** Who is told of the home tenant's affairs. */
export const ADMINS: readonly PersonaName[] = ['owner', 'globalAdmin', 'lmsAdmin'];

/** A notification, as the owner sees it in the list. */
export interface Item {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly nextTryAt: string | null;
  readonly resendable: boolean;
  readonly person: { readonly id: string; readonly displayName: string | null };
}

/** A world whose directories are read, and what is told in it. */
export interface TellingWorld extends TestWorld {
  readonly addressOf: (name: PersonaName) => string;
  mailsTo(name: PersonaName): ReturnType<TestWorld['cloud']['mailbox']['mails']>;
  /** The addresses to which mails went, one for each mail, in order. */
  everybodyTold(): string[];
  /** Announces something to the home tenant. @param at default: now */
  tell(notice: Notice, at?: number): Promise<void>;
  listed(): Promise<readonly Item[]>;
  /** @throws Error where there is none */
  itemFor(name: PersonaName): Promise<Item>;
}

/** Starts it. Stop it at the end, also of a failed test. */
export async function startTellingWorld(options: WorldOptions = {}): Promise<TellingWorld> {
  const t = await startWorld(options);
  await t.synced();
  const addressOf = (name: PersonaName): string => t.persona(name).userPrincipalName;
  const listed = async (): Promise<readonly Item[]> =>
    (await t.api('owner').get<{ items: Item[] }>('/api/notifications')).body.items;
  return {
    ...t,
    get origin() {
      return t.origin;
    },
    addressOf,
    mailsTo: (name) =>
      t.cloud.mailbox
        .mails()
        .filter(({ to }) => to.some(({ address }) => address === addressOf(name))),
    everybodyTold: () =>
      t.cloud.mailbox
        .mails()
        .flatMap(({ to }) => to.map(({ address }) => address))
        .sort(),
    tell: (notice, at) => announce(t.world(), t.tenant, notice, at),
    listed,
    async itemFor(name) {
      const { objectId } = t.persona(name);
      const found = (await listed()).find(({ person }) => person.id === objectId);
      if (found === undefined) throw new Error(`There is no notification for ${name}.`);
      return found;
    },
  };
}
