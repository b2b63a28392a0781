import { AppError } from '../../../../kernel/errors.ts';
import type { CustomerUser } from '../../../../ports/customer-users.ts';
import type { UserWrite, WriteOutcome, WriteRefusal } from '../../../../ports/customer-writes.ts';
import { customerUserOf } from '../user-rows.ts';
import type { Batches } from './batches.ts';
import { hasLicencesOf, type Found, type Looking } from './looking.ts';
import type { Party } from './party.ts';
import { requestOf } from './requests.ts';
import { verdictOn, type Verdict } from './verdicts.ts';
import { waitMsOf, type Waits } from './waits.ts';

/** What one write is carried out with. */
export interface Hands {
  readonly party: Party;
  readonly batches: Batches;
  readonly looking: Looking;
  readonly waits: Waits;
  /** The product's clock. */
  readonly now: () => number;
  /** Users made by this process a short while ago: not every copy of the directory may know them. */
  readonly newborns: { has(userId: string): boolean; add(userId: string): void };
}

type Ending =
  | { readonly outcome: 'done'; readonly user: CustomerUser | null; readonly alreadyThere: boolean }
  | { readonly outcome: 'refused'; readonly code: WriteRefusal; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/** Refusals that what an earlier try of the same write has done may bring about. */
const OF_ITS_OWN: ReadonlySet<WriteRefusal> = new Set(['name-taken', 'not-restorable', 'refused']);

/** What is said of a write that was tried, and of which the agent may not see any more what became. */
const TRIED =
  'It was tried, and Microsoft Graph did not say what became of it before the access ended.';

/** Graph's words for a product that is to be taken from somebody who has it no more. */
const TAKEN_BEFORE = /does not have a corresponding license/i;

/**
 * Carries out one write: tries until it is done or refused. A try of which nobody knows what became is looked up before
 * the next, so that nothing is done twice; a refusal that such a try may have brought about itself is looked up too.
 *
 * @throws AppError `directory-unavailable` where Graph stays away; what the party was ended with, where that is not the
 * end of the access
 */
export async function carryOut(write: UserWrite, hands: Hands): Promise<WriteOutcome> {
  const course: Course = {
    write,
    hands,
    tries: 0,
    // What an earlier call may have done is not this call's doing.
    mayBeDone: write.mayBeDone,
    mayBeOurs: false,
    deniedOnce: false,
    missingSince: null,
    contradictedSince: null,
    troubledSinceMs: null,
  };
  try {
    return { key: write.key, ...(await follow(course)) };
  } catch (reason) {
    const ending = endingFor(reason, course);
    if (ending === null) throw reason;
    return { key: write.key, ...ending };
  }
}

/** How far a write is. */
interface Course {
  readonly write: UserWrite;
  readonly hands: Hands;
  /** Since when it has been tried without an end, on the system's clock. */
  troubledSinceMs: number | null;
  tries: number;
  /** A try, of this call or before, may have been carried out though nobody said so. */
  mayBeDone: boolean;
  /** Such a try was of this call. */
  mayBeOurs: boolean;
  deniedOnce: boolean;
  /** Since when Graph says that there is no such user, and that it cannot be though it may be done. */
  missingSince: number | null;
  contradictedSince: number | null;
}

/** Where the relationship or the sign-in has ended: what is certain is told, what is not is unknown. */
function endingFor(reason: unknown, { mayBeDone }: Course): Ending | null {
  if (!(reason instanceof AppError)) return null;
  const { code, message } = reason;
  if (code !== 'relationship-not-active' && code !== 'sign-in-needed') return null;
  return mayBeDone
    ? {
        outcome: 'unknown',
        detail: `${TRIED} ${message}`,
      }
    : { outcome: 'refused', code, detail: message };
}

async function follow(course: Course): Promise<Ending> {
  const { write, hands } = course;
  const { party, batches, looking } = hands;
  for (;;) {
    const found = course.mayBeDone ? await looking.at(write) : NOT_YET;
    if (found.found === 'done') return foundDone(course, found.user);
    if (found.found === 'unsure') {
      // Perhaps nothing can be read because nothing may be: then the party ends here.
      await party.freshToken().catch(() => undefined);
      await waitBefore(course, null);
      continue;
    }
    const verdict = verdictOn(write, await batches.send(party, requestOf(write)));
    course.tries += 1;
    const ending = await endingOf(course, verdict);
    if (ending !== null) return ending;
  }
}

const NOT_YET: Found = { found: 'not' };

/** It stands as it was to be: by a try of this call, or before it. */
const foundDone = ({ mayBeOurs }: Course, user: CustomerUser | null): Ending => ({
  outcome: 'done',
  user,
  alreadyThere: !mayBeOurs,
});

/** What a verdict ends the write with; null where it goes on, after whatever wait there was. */
async function endingOf(course: Course, verdict: Verdict): Promise<Ending | null> {
  switch (verdict.verdict) {
    case 'done':
      return doneWith(course, verdict.body);
    case 'there':
      return foundDone(course, null);
    case 'refused':
      return refusedWith(course, verdict);
    case 'missing':
      return missing(course, verdict.detail);
    case 'denied':
      return denied(course, verdict.detail);
    case 'token':
      await course.hands.party.freshToken();
      await waitBefore(course, null);
      return null;
    case 'again':
      if (!verdict.certain) {
        course.mayBeDone = true;
        course.mayBeOurs = true;
      }
      await waitBefore(course, verdict.waitMs);
      return null;
  }
}

/** Graph said that it is done: the user is read back where more than the answer is known of it. */
async function doneWith({ write, hands }: Course, body: unknown): Promise<Ending> {
  const done = (user: CustomerUser | null): Ending => ({
    outcome: 'done',
    user,
    alreadyThere: false,
  });
  switch (write.kind) {
    case 'create': {
      const made = customerUserOf(body);
      if (made === null) return done(null);
      hands.newborns.add(made.userId);
      // A new user is as it was made; the answer leaves some of that out.
      return done({ ...made, usageLocation: write.user.usageLocation, createdAt: hands.now() });
    }
    case 'delete':
    case 'password':
    case 'role':
      return done(null);
    case 'edit':
    case 'restore':
      return done((await hands.looking.user(write.userId)) ?? null);
    case 'licences':
      return done(await readBack(write, hands));
  }
}

/** The user once the directory shows the licences as they were set, or as it shows them when the wait is over. */
async function readBack(
  write: Extract<UserWrite, { kind: 'licences' }>,
  { looking, party, waits, now }: Hands,
): Promise<CustomerUser | null> {
  const until = now() + waits.shortLagMs;
  for (let tries = 1; ; tries++) {
    const user = (await looking.user(write.userId)) ?? null;
    const agrees = user !== null && hasLicencesOf(write, user);
    if (agrees || now() >= until) return user;
    // That it is done is certain, also where the party ends meanwhile.
    const goesOn = await party.wait(waitMsOf(tries, waits)).then(
      () => true,
      () => false,
    );
    if (!goesOn) return user;
  }
}

/** A refusal that an unheard try may have brought about is believed only where the directory agrees. */
async function refusedWith(
  course: Course,
  refusal: Extract<Verdict, { verdict: 'refused' }>,
): Promise<Ending | null> {
  const { code, detail } = refusal;
  const ending: Ending = { outcome: 'refused', code, detail };
  if (!course.mayBeDone && !TAKEN_BEFORE.test(detail)) return ending;
  const found = await course.hands.looking.at(course.write);
  if (found.found === 'done') return foundDone(course, found.user);
  if (!course.mayBeDone || found.found === 'other' || !OF_ITS_OWN.has(code)) return ending;
  course.contradictedSince ??= course.hands.now();
  if (course.hands.now() - course.contradictedSince < course.hands.waits.lagMs) {
    await waitBefore(course, null);
    return null;
  }
  if (found.found === 'not' && code === 'refused') return ending;
  return {
    outcome: 'unknown',
    detail: `It was tried, and Microsoft Graph neither shows it done nor lets it be done again. ${detail}`,
  };
}

/** Graph knows no such user: it may be new and not known everywhere, be as it was to be, or be gone. */
async function missing(course: Course, detail: string): Promise<Ending | null> {
  const { write, hands } = course;
  if (write.kind === 'create') return { outcome: 'refused', code: 'refused', detail };
  const isToggle = write.kind === 'delete' || write.kind === 'restore';
  if (isToggle) {
    const found = await hands.looking.at(write);
    if (found.found === 'done') return foundDone(course, found.user);
  } else if ((await hands.looking.isDeleted(write.userId)) === true) {
    return {
      outcome: 'refused',
      code: 'user-gone',
      detail: 'The user is among the deleted: restore the user first.',
    };
  }
  course.missingSince ??= hands.now();
  const mayLag = course.mayBeDone || hands.newborns.has(write.userId);
  const lagMs = mayLag ? hands.waits.lagMs : hands.waits.shortLagMs;
  if (hands.now() - course.missingSince < lagMs) {
    await waitBefore(course, null);
    return null;
  }
  return write.kind === 'restore'
    ? { outcome: 'refused', code: 'not-restorable', detail }
    : { outcome: 'refused', code: 'user-gone', detail };
}

/** The agent may not: because a role is missing, or because the relationship has ended, as a fresh token tells. */
async function denied(course: Course, detail: string): Promise<Ending | null> {
  const { party } = course.hands;
  await party.freshToken();
  if (!course.deniedOnce) {
    course.deniedOnce = true;
    return null;
  }
  // A lagging copy may have hidden that an earlier try was carried out.
  return course.mayBeDone
    ? { outcome: 'unknown', detail: `${TRIED} ${detail}` }
    : { outcome: 'refused', code: 'customer-role-missing', detail };
}

/** Waits before the next try: as long as Graph asks, else longer each time. */
async function waitBefore(course: Course, askedMs: number | null): Promise<void> {
  const { waits, party } = course.hands;
  course.troubledSinceMs ??= Date.now();
  if (Date.now() - course.troubledSinceMs > waits.giveUpMs) {
    throw new AppError(
      'directory-unavailable',
      'Microsoft Graph has not carried out a write for a long time, though it was asked again and again. What is left is tried later.',
      { retryAfterSeconds: 60 },
    );
  }
  await party.wait(askedMs ?? waitMsOf(course.tries + 1, waits));
}
