import { ApiError, codeOf } from '../api-error.ts';
import type { Peer, PeerAsk } from './answers.ts';
import { isOpen } from './standing.ts';

/** What the form of a request holds, as it is typed. */
export interface Draft {
  readonly subdomain: string;
  readonly adminEmail: string;
  readonly seats: string;
  readonly training: boolean;
  readonly users: boolean;
}

export type Field = 'subdomain' | 'adminEmail' | 'seats';

/** The fields in the order in which they stand. */
export const FIELDS: readonly Field[] = ['subdomain', 'adminEmail', 'seats'];

/** A form as it is opened: empty (both permissions are off, PA-2), or with what a link gives now. */
export const draftOf = (peer: Pick<Peer, 'subdomain' | 'seats' | 'permissions'> | null): Draft =>
  peer === null
    ? { subdomain: '', adminEmail: '', seats: '', training: false, users: false }
    : {
        subdomain: peer.subdomain,
        adminEmail: '',
        seats: String(peer.seats),
        ...peer.permissions,
      };

/** The seats that are typed; none typed are none. Null where it is no number of seats. */
export function seatsIn(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return 0;
  const seats = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  return seats <= 1_000_000 ? seats : null;
}

/** What is wrong with a field, before it is sent and as the API says it. */
export type Fault =
  | 'empty'
  | 'no-address'
  | 'no-number'
  | 'nothing-asked'
  | 'unknown-subdomain'
  | 'own-subdomain'
  | 'duplicate'
  | 'no-administrator'
  | 'seats-not-available';

/**
 * What is wrong with what was typed.
 * @param isSent what is missing is told from then on
 * @param isDecided whether somebody there has to decide it; else nobody needs to be named
 */
export function faultsIn(
  draft: Draft,
  isSent: boolean,
  isDecided = true,
): Readonly<Partial<Record<Field, Fault>>> {
  const seats = seatsIn(draft.seats);
  const email = draft.adminEmail.trim();
  return {
    ...(isSent && draft.subdomain.trim() === '' ? { subdomain: 'empty' } : {}),
    ...(isSent && isDecided && email === '' ? { adminEmail: 'empty' } : {}),
    ...(isSent && isDecided && email !== '' && !/^\S+@\S+\.\S+$/.test(email)
      ? { adminEmail: 'no-address' }
      : {}),
    ...(seats === null ? { seats: 'no-number' } : {}),
    ...(isSent && seats === 0 && !draft.training && !draft.users ? { seats: 'nothing-asked' } : {}),
  };
}

/** The request that is typed; only without faults. @param isDecided whether somebody there has to decide it */
export const askOf = (
  { subdomain, adminEmail, seats, training, users }: Draft,
  isDecided = true,
): PeerAsk => ({
  subdomain: subdomain.trim(),
  ...(isDecided ? { adminEmail: adminEmail.trim() } : {}),
  seats: seatsIn(seats) ?? 0,
  permissions: { training, users },
});

const KNOWN: readonly Fault[] = [
  'nothing-asked',
  'unknown-subdomain',
  'own-subdomain',
  'duplicate',
  'no-administrator',
  'seats-not-available',
];

/** What the API says of a field. */
export interface Refused {
  readonly field: Field;
  /** Null: the API's own words are all there is. */
  readonly fault: Fault | null;
  readonly message: string;
  /** How many seats can be shared; of `seats-not-available` alone. */
  readonly available: number;
}

/** What the API says of the fields; none where it is something else that failed. */
export function refusedIn(error: unknown): readonly Refused[] {
  const known = ['invalid-input', 'seats-not-available'];
  if (!(error instanceof ApiError) || !known.includes(codeOf(error))) return [];
  return error.errors.flatMap(({ path, code, message }) => {
    const field = FIELDS.find((each) => path.split('/').at(-1) === each);
    if (field === undefined) return [];
    const available = Number(error.facts['available'] ?? 0);
    const fault = KNOWN.find((each) => each === code) ?? plain(field, code);
    return [{ field, fault, message, available }];
  });
}

/** The faults of the shape alone: the form mostly tells them before. */
const plain = (field: Field, code: string): Fault | null =>
  field === 'seats' ? 'no-number' : code === 'invalid_format' ? 'no-address' : null;

/** The subdomains that may be meant by what was typed or pasted: alone, `host/accountname`, `accountname.host` (PA-3). */
function subdomainsIn(typed: string): readonly string[] {
  const address = typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[?#].*$/, '');
  const [host = '', ...path] = address.split('/');
  const label = host.split(/[.:]/)[0] ?? '';
  const segment = path.find((part) => part !== '');
  return [segment ?? '', label].filter((each) => each !== '');
}

/** The open link to which what is typed leads: asking there is changing it (P-8). */
export const openLinkTo = (typed: string, given: readonly Peer[]): Peer | null => {
  const meant = subdomainsIn(typed);
  return given.find((peer) => isOpen(peer) && meant.includes(peer.subdomain)) ?? null;
};

/** What of a change acts at once, and what the named administrator decides (P-8). */
export interface Change {
  readonly seatsFewer: number;
  readonly seatsMore: number;
  readonly dropped: readonly ('training' | 'users')[];
  readonly asked: readonly ('training' | 'users')[];
}

/** How what is typed differs from what a live link gives. */
export function changeOf(
  { seats, permissions }: Pick<Peer, 'seats' | 'permissions'>,
  draft: Draft,
): Change {
  const wanted = seatsIn(draft.seats) ?? seats;
  const both = ['training', 'users'] as const;
  return {
    seatsFewer: Math.max(0, seats - wanted),
    seatsMore: Math.max(0, wanted - seats),
    dropped: both.filter((each) => permissions[each] && !draft[each]),
    asked: both.filter((each) => !permissions[each] && draft[each]),
  };
}

/** Whether a change asks for more than there is, which the named administrator decides; less acts at once (P-8). */
export const asksForMore = ({ seatsMore, asked }: Change): boolean =>
  seatsMore > 0 || asked.length > 0;

/** Whether a change changes anything. */
export const isChange = ({ seatsFewer, seatsMore, dropped, asked }: Change): boolean =>
  seatsFewer + seatsMore + dropped.length + asked.length > 0;
