import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { isRestorable } from './deleted-users.ts';
import type { Fault } from './fault.ts';
import type { DirectLicence } from './plans/acts.ts';
import { givingFault, productNameOf, type Product } from './products.ts';
import { userNameCandidate, userNameFault } from './user-names.ts';

/** A user among the deleted, as the rules look at one. */
export interface DeletedFacts {
  readonly userId: PersonId;
  readonly displayName: string;
  readonly userName: string;
  readonly deletedAt: Instant;
  /** What was assigned directly, by our journal or as the directory remembers it; null: nobody knows (C-4). */
  readonly licences: readonly DirectLicence[] | null;
}

/** Who is to come back, and under which name; null: the one before. */
export interface RestorationWish {
  readonly userId: PersonId;
  readonly newUserName: string | null;
}

/** What stands at the customer when a restoration is looked at. */
export interface RestorationScene {
  readonly now: Instant;
  readonly products: readonly Product[];
  readonly domains: readonly string[];
  /** User names that live users have, lower case: of all names that are wanted, and of what could be offered. */
  readonly taken: ReadonlySet<string>;
}

/** What becomes of a licence that the user had. */
export interface LicenceBack extends DirectLicence {
  readonly name: string;
  readonly outcome: 'will' | 'none-left' | 'refused';
  readonly problem: Fault | null;
}

/** What becomes of one user. */
export interface Restoration {
  readonly userId: PersonId;
  readonly user: DeletedFacts | null;
  /** The name to come back with. */
  readonly userName: string | null;
  readonly outcome: 'will' | 'clash' | 'refused';
  readonly problem: Fault | null;
  readonly offeredUserName: string | null;
  readonly licences: readonly LicenceBack[];
}

const NOT_RESTORABLE: Fault = {
  code: 'not-restorable',
  detail:
    'The user is not among the deleted users: restored already, or gone for good. Look at the users, or create the user anew.',
};
const TOO_LATE: Fault = {
  code: 'restore-too-late',
  detail:
    'The 30 days in which a deleted user can be restored are over. Create the user anew; data is gone for good.',
};
const TWICE: Fault = {
  code: 'user-twice',
  detail: 'The user is named twice. Name every user once.',
};

/** How many names beside one that is taken are looked at. */
const CANDIDATES = 20;

/** The names that could be offered where this one is taken, the best first. */
export const namesToOffer = (userName: string): string[] =>
  Array.from({ length: CANDIDATES }, (_, no) => userNameCandidate(userName, no + 2));

/** What would come back, in the order of the list: who comes first gets the last licence, and a name that two had. */
export function previewRestorations(
  wishes: readonly RestorationWish[],
  deleted: ReadonlyMap<PersonId, DeletedFacts>,
  scene: RestorationScene,
): Restoration[] {
  const taken = new Set(scene.taken);
  const left = new Map(scene.products.map(({ skuId, available }) => [skuId, available]));
  const seen = new Set<PersonId>();
  return wishes.map((wish) => {
    const { userId } = wish;
    const user = deleted.get(userId) ?? null;
    const fault = seen.has(userId) ? TWICE : faultOf(user, wish, scene);
    seen.add(userId);
    const userName = wish.newUserName ?? user?.userName ?? null;
    if (user === null || userName === null || fault !== null) {
      const none = { offeredUserName: null, licences: [] };
      return { userId, user, userName, outcome: 'refused', problem: fault, ...none };
    }
    if (taken.has(userName.toLowerCase())) return clash(user, userName, taken);
    taken.add(userName.toLowerCase());
    const licences = licencesBack(user.licences ?? [], scene.products, left);
    const well = { problem: null, offeredUserName: null };
    return { userId, user, userName, outcome: 'will', ...well, licences };
  });
}

function faultOf(
  user: DeletedFacts | null,
  { newUserName }: RestorationWish,
  { now, domains }: RestorationScene,
): Fault | null {
  if (user === null) return NOT_RESTORABLE;
  if (!isRestorable(user.deletedAt, now)) return TOO_LATE;
  return newUserName === null ? null : userNameFault(newUserName, domains);
}

function clash(user: DeletedFacts, userName: string, taken: ReadonlySet<string>): Restoration {
  const { userId } = user;
  const offeredUserName =
    namesToOffer(userName).find((name) => !taken.has(name.toLowerCase())) ?? null;
  const remedy =
    offeredUserName === null
      ? 'Choose another with newUserName.'
      : `Restore the user as ${offeredUserName}, or choose another with newUserName.`;
  const problem: Fault = {
    code: 'name-taken',
    detail: `The user name ${userName} is somebody else’s now. ${remedy}`,
  };
  return { userId, user, userName, outcome: 'clash', problem, offeredUserName, licences: [] };
}

function licencesBack(
  licences: readonly DirectLicence[],
  products: readonly Product[],
  left: Map<string, number>,
): LicenceBack[] {
  return licences.map((licence) => {
    const product = products.find(({ skuId }) => skuId === licence.skuId);
    const name = productNameOf(product?.partNumber ?? licence.skuId);
    const fault = product === undefined ? NO_PRODUCT : givingFault(product);
    if (fault !== null) return { ...licence, name, outcome: 'refused', problem: fault };
    const available = left.get(licence.skuId) ?? 0;
    if (available > 0) {
      left.set(licence.skuId, available - 1);
      return { ...licence, name, outcome: 'will', problem: null };
    }
    const detail = `No licence of ${name} is left: the user comes back without it. Buy more, or take it from somebody first.`;
    const problem: Fault = { code: 'no-licence-left', detail, facts: { product: name } };
    return { ...licence, name, outcome: 'none-left', problem };
  });
}

const NO_PRODUCT: Fault = {
  code: 'licence-unknown',
  detail: 'The customer no longer has this product: the user comes back without it.',
};
