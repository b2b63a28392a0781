import { parseArgs } from 'node:util';
import { Fault } from '../start/fault.ts';

/** What the operator wants done. */
export type Command =
  | {
      readonly act: 'issue';
      readonly plan: string;
      readonly seats: number;
      readonly months: number;
    }
  | { readonly act: 'list' }
  | { readonly act: 'revoke'; readonly keyId: string };

/** How the command is used. */
const USAGE = `Usage:
  npm run operator -- keys issue --seats 500 --plan seats --months 12
  npm run operator -- keys list
  npm run operator -- keys revoke ID

--plan is seats or mau. Settings, by the environment:
  HEADCOUNT_ORIGIN  the service, such as https://headcount.example; without it the one on this machine
  OPERATOR_TOKEN    an access token with the app role Operator; not needed with the local cloud`;

const wrong = (what: string): Fault => new Fault(`${what}\n\n${USAGE}`);

function numberFrom(option: string, text: string | undefined): number {
  const number = Number(text);
  if (text !== undefined && Number.isInteger(number) && number > 0) return number;
  throw wrong(`--${option} must be a whole number from 1.`);
}

/** The command that the arguments give. @throws Fault with the usage */
export function readCommand(args: readonly string[]): Command {
  const read = () => {
    try {
      return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          plan: { type: 'string' },
          seats: { type: 'string' },
          months: { type: 'string' },
        },
      });
    } catch {
      throw wrong('The options are --plan, --seats and --months, each with a value.');
    }
  };
  const { positionals, values } = read();
  const [subject, act, keyId, ...more] = positionals;
  if (subject !== 'keys' || more.length > 0) throw wrong('There are commands for keys alone.');
  if (act === 'list' && keyId === undefined) return { act };
  if (act === 'revoke' && keyId !== undefined) return { act, keyId };
  if (act !== 'issue' || keyId !== undefined) throw wrong('A key is issued, listed or revoked.');
  const { plan } = values;
  if (plan !== 'seats' && plan !== 'mau') throw wrong('--plan must be seats or mau.');
  return {
    ...{ act, plan },
    seats: numberFrom('seats', values.seats),
    months: numberFrom('months', values.months),
  };
}
