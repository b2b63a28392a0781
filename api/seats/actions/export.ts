import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { toIsoOrNull } from '../../kernel/time.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peoplePage, type PeopleQuestion } from './search.ts';

const COLUMNS = [
  'id',
  'displayName',
  'userName',
  'mail',
  'guest',
  'account',
  'counted',
  'since',
  'standing',
];
const PORTION = 500;

/** CSV in which cells that a spreadsheet would take for a formula are defused by an apostrophe. */
const csvOf = (rows: readonly (readonly (string | null)[])[]): string =>
  stringify([...rows], { escape_formulas: true });

async function* portions(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  filters: Omit<PeopleQuestion, 'cursor' | 'limit'>,
): AsyncGenerator<string> {
  yield csvOf([COLUMNS]);
  let cursor: string | null = null;
  do {
    const question: PeopleQuestion = { ...filters, cursor: cursor ?? undefined, limit: PORTION };
    const page = await peoplePage(world, tenant, question);
    yield csvOf(
      page.items.map((person) => [
        person.personId,
        person.displayName,
        person.userName,
        person.mail,
        String(person.guest),
        person.account,
        String(person.counted),
        toIsoOrNull(person.countedSince),
        person.standing,
      ]),
    );
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/**
 * The people whom a list would show, as CSV in UTF-8, by name. It is made as it is read, so its length does not matter.
 * @throws AppError as `peoplePage`, before the first byte
 */
export async function exportPeople(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  filters: Omit<PeopleQuestion, 'cursor' | 'limit'>,
): Promise<Readable> {
  await peoplePage(world, tenant, { ...filters, limit: 1 });
  return Readable.from(portions(world, tenant, filters), { objectMode: false });
}
