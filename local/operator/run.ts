import { readCommand, type Command } from './arguments.ts';
import { signIn, type Service } from './service.ts';

interface Key {
  readonly id: string;
  readonly plan: string;
  readonly seats: number;
  readonly months: number;
  readonly state: string;
  readonly issuedUntil: string;
  readonly endsAt: string | null;
}

interface Page {
  readonly items: readonly Key[];
  readonly nextCursor: string | null;
}

const dayOf = (instant: string): string => instant.slice(0, 10);

/** A key in one line; the instant is the one that is still to come. */
const lineOf = ({ id, plan, seats, months, state, issuedUntil, endsAt }: Key): string =>
  [
    id,
    state.padEnd(7),
    plan.padEnd(5),
    String(seats).padStart(9),
    `${months} months`.padStart(10),
    endsAt === null ? `until ${dayOf(issuedUntil)}` : `ends ${dayOf(endsAt)}`,
  ].join('  ');

async function list(service: Service, say: (line: string) => void): Promise<void> {
  let cursor: string | null = null;
  let any = false;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await service.call<Page>('GET', `/operator/keys?limit=100${after}`);
    for (const key of page.items) say(lineOf(key));
    any ||= page.items.length > 0;
    cursor = page.nextCursor;
  } while (cursor !== null);
  if (!any) say('No key was issued yet.');
}

async function perform(
  command: Command,
  service: Service,
  say: (line: string) => void,
): Promise<void> {
  switch (command.act) {
    case 'list':
      return list(service, say);
    case 'revoke': {
      const path = `/operator/keys/${encodeURIComponent(command.keyId)}/revocation`;
      say(lineOf(await service.call<Key>('POST', path)));
      return;
    }
    case 'issue': {
      const { plan, seats, months } = command;
      const issued = await service.call<Key & { readonly key: string }>('POST', '/operator/keys', {
        ...{ plan, seats, months },
      });
      say(lineOf(issued));
      say(issued.key);
      say('The key is shown this once and kept nowhere.');
    }
  }
}

/** Does what the operator wants on the service that the environment names. @throws Fault in words that say what to do */
export async function runOperator(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<void> {
  const command = readCommand(args);
  await perform(command, await signIn(env), say);
}
