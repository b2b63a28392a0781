import { AppError, invalid } from '../../kernel/errors.ts';
import { stateOf, type Link } from './link.ts';

/** The refusal of a subdomain that no account has (PA-5). */
export const unknownSubdomain = (typed: string): AppError =>
  invalid(
    '/subdomain',
    'unknown-subdomain',
    `No account has the subdomain ${typed}. Ask an administrator there: it stands under Peer accounts in their Headcount.`,
  );

/** The refusal of one's own subdomain (P-5). */
export const ownSubdomain = (): AppError =>
  invalid(
    '/subdomain',
    'own-subdomain',
    'This is your own account. Enter the subdomain of the account that is to receive seats.',
  );

/** The refusal of a request that asks for nothing (P-5). */
export const nothingAsked = (): AppError =>
  invalid(
    '/seats',
    'nothing-asked',
    'With 0 seats and no permission the request asks for nothing. Share seats, or ask for a report.',
  );

/** The refusal of a second request while one is open, or of one that changes nothing (PA-5, P-8). */
export const duplicateLink = (isUndecided: boolean): AppError =>
  invalid(
    '/subdomain',
    'duplicate',
    isUndecided
      ? 'A request to this account waits to be decided. Withdraw it before you send another.'
      : 'This account has just that already. Enter other seats or permissions to change it.',
  );

/**
 * The refusal of an e-mail address of nobody who can decide there (P-4): the same for somebody without the role, for nobody
 * at all, and where Headcount may not look.
 */
export const noAdministrator = (): AppError =>
  invalid(
    '/adminEmail',
    'no-administrator',
    'This is not the address of somebody whom Headcount knows to administer that account. Ask the other side for the address of a global administrator or an LMS administrator.',
  );

/** The refusal of a request that names nobody to decide it (P-4): only what is lowered acts without. */
export const administratorNeeded = (): AppError =>
  invalid(
    '/adminEmail',
    'required',
    'Enter the e-mail address of the administrator there who decides. Without one, a peer account can only be lowered.',
  );

/** The refusal of more seats than there are to share (P-1, P-2). */
export function seatsNotAvailable(available: number, needed: number): AppError {
  const detail =
    available === 0
      ? 'You have no seats to share now: only purchased seats that your own people do not take can be shared, and received ones never. Enter 0, or get more seats.'
      : `You can share ${available} seats with this account now. Enter ${available} or fewer, or get more seats.`;
  return new AppError('seats-not-available', detail, {
    ...{ available, needed },
    errors: [{ path: '/seats', code: 'seats-not-available', message: detail }],
  });
}

const HOW: Readonly<Record<ReturnType<typeof stateOf>, string>> = {
  pending: 'waits to be decided',
  accepted: 'was accepted',
  rejected: 'was rejected',
  withdrawn: 'was withdrawn',
  deleted: 'was deleted',
};

/** The refusal of what cannot be done to a link that stands as it does; it says how it stands. */
export const notSoAnyMore = (link: Link): AppError =>
  new AppError(
    'peer-state',
    `This peer account ${HOW[stateOf(link)]}${link.wanted === null ? '' : ', and a request waits to be decided'}. Read it again, and act on what it says.`,
    { peerId: link.linkId, state: stateOf(link), isUndecided: link.wanted !== null },
  );

/** The refusal of a decision by anybody but the administrator named in the request (P-4). */
export const notNamed = (): AppError =>
  new AppError(
    'peer-not-named',
    'Only the administrator named in the request decides it. Ask that person, or ask the other account to name you.',
  );

/** The refusal of an act that is the other side's. */
export const otherSide = (who: 'giver' | 'receiver'): AppError =>
  new AppError(
    'peer-other-side',
    who === 'giver'
      ? 'Only the account that asked can do this. Reject the request, or delete the peer account.'
      : 'Only the account that was asked can do this. Withdraw the request, or delete the peer account.',
  );

/** The refusal of an acceptance whose seats are not there any more (P-9). */
export const notCovered = (): AppError =>
  new AppError(
    'seats-not-available',
    'The account that asked has lost the seats that it offers, so the request is being taken back. Ask it for a new one.',
    { available: 0 },
  );

/** The refusal of a link of an e-mail that was opened before. */
export const ticketUsed = (linkId: string): AppError =>
  new AppError(
    'peer-link-used',
    'This link was opened before, and opens once. You find the request under Peer accounts.',
    { peerId: linkId },
  );

/** The refusal of a report that was not granted, or is not any more (PA-25). */
export const reportClosed = (isUserReport: boolean): AppError =>
  new AppError(
    'peer-report-closed',
    isUserReport
      ? 'The user report is open while the other account consents to it. Ask for the permission, or ask its administrator to consent.'
      : 'Training reports are open once the other account has accepted them. Ask for the permission.',
  );

/** The refusal of a report without a catalog that is shared on the link (P-10, PA-21). @param path of the field that names it */
export const catalogNeeded = (path: string): AppError =>
  invalid(
    path,
    'catalog-needed',
    'Name a catalog that is shared with this peer account; where none is, share one first.',
  );

/** The refusal to share what was received (PA-32). */
export const receivedCatalog = (): AppError =>
  new AppError(
    'catalog-received',
    'This catalog was received from a peer account and cannot be shared on. Share one of your own.',
  );
