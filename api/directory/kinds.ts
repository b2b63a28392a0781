import type { PersonId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { FollowedGroup, Membership } from './rules/groups.ts';
import type { PeopleSync } from './rules/sync.ts';

/** How far the people are followed: one document in a tenant's root. */
export const peopleSyncs = kind<PeopleSync>()({
  name: 'peopleSync',
  key: [],
  fields: {
    link: 'text?',
    linkAt: 'integer',
    generation: 'integer',
    page: 'integer',
    savedPage: 'integer',
    fullPass: 'flag',
    sweep: 'text',
    vanished: 'integer',
    known: 'integer',
    vanishedAccepted: 'flag',
    peopleSeen: 'integer',
    peopleExpected: 'integer?',
    lastReset: 'text?',
    startedAt: 'integer?',
    lastSuccessAt: 'integer?',
    lastFullPassAt: 'integer?',
    failures: 'integer',
    failure: 'json?',
    nextRunAt: 'integer',
    askedAt: 'integer?',
    epoch: 'integer',
    leaseUntil: 'integer',
    leaseHolder: 'text?',
  },
  indexes: {},
});

/** Followed groups, in a tenant's root. */
export const followedGroups = kind<FollowedGroup>()({
  name: 'followedGroup',
  key: ['groupId'],
  fields: {
    groupId: 'guid',
    displayName: 'text',
    asked: 'flag',
    children: 'json',
    childrenSeen: 'json',
    unsettled: 'json',
    state: 'text',
    link: 'text?',
    linkAt: 'integer',
    generation: 'integer',
    fullPass: 'flag',
    lastReadAt: 'integer?',
    lastFullPassAt: 'integer?',
    epoch: 'integer',
    leaseUntil: 'integer',
    leaseHolder: 'text?',
  },
  indexes: { all: { order: ['groupId'] } },
});

/** Direct memberships in followed groups, in the bucket of the person. */
export const memberships = kind<Membership>()({
  name: 'membership',
  key: ['groupId', 'personId'],
  fields: { groupId: 'guid', personId: 'guid', generation: 'integer' },
  indexes: {
    byGroup: { equals: ['groupId'], order: ['personId'] },
    byPerson: { equals: ['personId'], order: ['groupId'] },
  },
});

/**
 * Why someone is to be looked at again. `returned`: the account is back from deletion, and its groups tell of it some
 * time later. `left-group`: a membership has ended and what came through it may not have ended yet. `unreadable`: the
 * changes told of the account before it could be read.
 */
export type SecondLookReason = 'returned' | 'left-group' | 'unreadable';

/** Someone to be looked at again at that instant. */
export interface SecondLook {
  readonly personId: PersonId;
  readonly because: SecondLookReason;
  readonly lookAt: Instant;
}

/** People to be looked at again, in their bucket, until that is done. */
export const secondLooks = kind<SecondLook>()({
  name: 'secondLook',
  key: ['personId', 'because'],
  fields: { personId: 'guid', because: 'text', lookAt: 'integer' },
  indexes: { byTime: { order: ['lookAt'] } },
});

/** A subscription to change notifications of the tenant's users. */
export interface NotificationSubscription {
  readonly subscriptionId: string;
  /** SHA-256 of the secret that comes with every notification, in hex: the secret itself is kept nowhere. */
  readonly clientStateHash: string;
  readonly notificationUrl: string;
  readonly expiresAt: Instant;
}

/** One document in a tenant's root, while the directory calls back. */
export const notificationSubscriptions = kind<NotificationSubscription>()({
  name: 'notificationSubscription',
  key: [],
  fields: {
    subscriptionId: 'text',
    clientStateHash: 'text',
    notificationUrl: 'text',
    expiresAt: 'integer',
  },
  indexes: {},
});
