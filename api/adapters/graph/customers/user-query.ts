import type { UserQuery } from '../../../ports/customer-directory.ts';
import { graphPath } from '../calls.ts';
import { CUSTOMER_USER_PROPERTIES } from './user-rows.ts';

/** Where the words of a search may begin. */
const SEARCHED = ['displayName', 'givenName', 'surname', 'userPrincipalName', 'mail'];

/** The first page of the users that a query means. It is an advanced query: `ConsistencyLevel: eventual` goes with it. */
export function usersPath(query: UserQuery): string {
  const filter = filterOf(query);
  const search = searchOf(query.search ?? '');
  const path = graphPath`/users?$select=${CUSTOMER_USER_PROPERTIES}&$top=${String(query.limit)}&$count=true`;
  return [
    path,
    ...(filter === '' ? [] : [graphPath`$filter=${filter}`]),
    ...(search === '' ? [] : [graphPath`$search=${search}`]),
  ].join('&');
}

function filterOf({ unlicensed, skuId, enabled, guests }: UserQuery): string {
  return [
    ...(unlicensed === undefined ? [] : [`assignedLicenses/$count ${unlicensed ? 'eq' : 'ne'} 0`]),
    ...(skuId === undefined ? [] : [`assignedLicenses/any(x:x/skuId eq ${skuId})`]),
    ...(enabled === undefined ? [] : [`accountEnabled eq ${String(enabled)}`]),
    ...(guests === undefined ? [] : [`userType eq '${guests ? 'Guest' : 'Member'}'`]),
  ].join(' and ');
}

/** Quotation marks and backslashes would end the phrase. */
function searchOf(words: string): string {
  const phrase = words.replace(/["\\]/g, ' ').trim();
  if (phrase === '') return '';
  return SEARCHED.map((property) => `"${property}:${phrase}"`).join(' OR ');
}

/** Whether a user fits the query, as far as it can be seen of the user: for lists that Graph does not filter. */
export function fits(
  query: UserQuery,
  user: {
    readonly enabled: boolean;
    readonly guest: boolean;
    readonly licences: readonly { readonly skuId: string }[];
    readonly displayName: string;
    readonly userName: string;
    readonly mail: string | null;
  },
): boolean {
  const { unlicensed, skuId, enabled, guests, search } = query;
  return (
    (unlicensed === undefined || (user.licences.length === 0) === unlicensed) &&
    (skuId === undefined || user.licences.some((held) => held.skuId === skuId)) &&
    (enabled === undefined || user.enabled === enabled) &&
    (guests === undefined || user.guest === guests) &&
    (search === undefined || beginsWord(search, [user.displayName, user.userName, user.mail ?? '']))
  );
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether each word of the search begins a word of one of the texts, as Graph searches. */
function beginsWord(search: string, texts: readonly string[]): boolean {
  const wanted = wordsOf(search);
  return texts.some((text) => {
    const present = wordsOf(text);
    return wanted.every((word) => present.some((other) => other.startsWith(word)));
  });
}
