import { fold } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/time.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { UserRow, UserTruth } from '../../kernel/directory.ts';
import { NOTHING_YET, type PersonFacts } from '../../seats/rules/counting.ts';
import type { DirectoryAccount, Person } from '../../seats/rules/person.ts';

/** Which full pass, and which page of it and of the polls after it, wrote a person. */
export interface Mark {
  readonly generation: number;
  readonly page: number;
}

/** Whether a mark is older than another. */
export const isOlder = (mark: Mark, than: Mark): boolean =>
  mark.generation < than.generation ||
  (mark.generation === than.generation && mark.page < than.page);

/** What a page says of one user, its rows for that user taken together. */
export interface UserNews {
  readonly row: UserRow;
  /** The page says two things: rows may come in any order and an older one beside its newer self. */
  readonly contradicts: boolean;
}

/** The rows of a page by user. Keys that a later row lacks are kept from the one before. */
export function newsByUser(rows: readonly UserRow[]): Map<PersonId, UserNews> {
  const news = new Map<PersonId, UserNews>();
  for (const row of rows) {
    const before = news.get(row.id);
    if (before === undefined) news.set(row.id, { row, contradicts: false });
    else {
      news.set(row.id, {
        row:
          row.removed !== undefined || before.row.removed !== undefined
            ? row
            : { ...before.row, ...row },
        contradicts: before.contradicts || differ(before.row, row),
      });
    }
  }
  return news;
}

const ROW_KEYS = ['removed', 'enabled', 'displayName', 'userName', 'mail', 'guest'] as const;

/** A row that leaves out what another one of the same user says differs from it too: it may be the newer one. */
const differ = (one: UserRow, other: UserRow): boolean =>
  ROW_KEYS.some((key) => one[key] !== other[key]);

/** What a row, or the directory's own word, makes of a person. */
export type Applied =
  /** Nothing changes: the row is older than what is held, or speaks of somebody who is gone and was never known. */
  | { readonly outcome: 'ignored' }
  /** The directory must be asked before this can be decided. */
  | { readonly outcome: 'ask' }
  /** The directory does not know yet what its own changes tell of: it must be asked again some time later. */
  | { readonly outcome: 'later' }
  | {
      readonly outcome: 'new' | 'same-account' | 'other-account';
      readonly facts: PersonFacts;
    };

/**
 * Applies what a page says. A page may repeat what is long past, in any order, and may leave out the very
 * `accountEnabled` that has changed: so whatever would change how a known account stands, and whatever leaves that open,
 * asks the directory first.
 */
export function applyNews(person: Person | null, news: UserNews, mark: Mark): Applied {
  const { row, contradicts } = news;
  if (person !== null && isOlder(mark, person)) return { outcome: 'ignored' };
  if (contradicts) return { outcome: 'ask' };
  if (person === null) {
    if (row.removed !== undefined) return { outcome: 'ignored' };
    if (row.enabled === undefined) return { outcome: 'ask' };
    return { outcome: 'new', facts: newPerson(row, row.enabled, mark) };
  }
  if (accountIn(row) !== person.account) return { outcome: 'ask' };
  return { outcome: 'same-account', facts: { ...withNames(person, row), ...marked(mark) } };
}

/**
 * Applies what the directory itself says of one user, now.
 * @param news what a page said before that; `unless-absent`: nothing that speaks of an end of the account; undefined:
 * whoever cannot be found is gone
 * @param given the mark of the page that made us ask; null: a known person keeps the own one, nobody is new
 */
export function applyTruth(
  person: Person | null,
  truth: UserTruth,
  news: UserNews | 'unless-absent' | undefined,
  given: Mark | null,
  at: Instant,
): Applied {
  const mark = given ?? person;
  if (mark === null) return { outcome: 'ignored' };
  if (person !== null && isOlder(mark, person)) return { outcome: 'ignored' };
  if (truth.state === 'alive') {
    const { row } = truth;
    const enabled = row.enabled ?? person?.account === 'enabled';
    if (person === null) return { outcome: 'new', facts: newPerson(row, enabled, mark) };
    const said = typeof news === 'object' && !speaksOfRemoval(news) ? { ...news.row, ...row } : row;
    return withAccount(person, said, enabled ? 'enabled' : 'disabled', null, mark);
  }
  // A new account is in the changes before it can be read by its id; one that is gone for good has a row that says so.
  if (truth.state === 'absent' && news !== undefined && !speaksOfRemoval(news)) {
    return { outcome: 'later' };
  }
  if (person === null) return { outcome: 'ignored' };
  const row = { id: person.personId };
  return truth.state === 'deleted'
    ? withAccount(person, row, 'deleted', truth.deletedAt, mark)
    : withAccount(person, row, 'purged', person.deletedAt ?? at, mark);
}

const speaksOfRemoval = (news: UserNews | 'unless-absent'): boolean =>
  typeof news === 'object' && news.row.removed !== undefined;

/** Whether the account is there: enabled or disabled. */
export const isAlive = (person: Pick<Person, 'account'>): boolean =>
  person.account === 'enabled' || person.account === 'disabled';

/** Whether the full pass of that generation should have told of the person and did not. */
export const isMissedBy = (person: Person, generation: number): boolean =>
  person.generation < generation && (isAlive(person) || person.account === 'deleted');

function withAccount(
  person: Person,
  row: UserRow,
  account: DirectoryAccount,
  deletedAt: Instant | null,
  mark: Mark,
): Applied {
  return {
    outcome: account === person.account ? 'same-account' : 'other-account',
    facts: { ...withNames(person, row), account, deletedAt, ...marked(mark) },
  };
}

function accountIn(row: UserRow): DirectoryAccount | null {
  if (row.removed === 'changed') return 'deleted';
  if (row.removed === 'deleted') return 'purged';
  if (row.enabled === undefined) return null;
  return row.enabled ? 'enabled' : 'disabled';
}

const marked = ({ generation, page }: Mark): Mark => ({ generation, page });

function withNames(person: Person, row: UserRow): Person {
  const displayName = row.displayName === undefined ? person.displayName : (row.displayName ?? '');
  return {
    ...person,
    displayName,
    nameKey: displayName === person.displayName ? person.nameKey : fold(displayName),
    userName: row.userName === undefined ? person.userName : row.userName,
    mail: row.mail === undefined ? person.mail : row.mail,
    guest: row.guest ?? person.guest,
  };
}

const newPerson = (row: UserRow, enabled: boolean, mark: Mark): PersonFacts => ({
  personId: row.id,
  displayName: row.displayName ?? '',
  nameKey: fold(row.displayName ?? ''),
  userName: row.userName ?? null,
  mail: row.mail ?? null,
  guest: row.guest ?? false,
  account: enabled ? 'enabled' : 'disabled',
  ...NOTHING_YET,
  ...marked(mark),
});
