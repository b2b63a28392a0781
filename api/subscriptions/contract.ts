import { z } from 'zod';
import { day, guid, instant } from '../http/contract.ts';

const role = z.enum([
  'owner',
  'globalAdmin',
  'lmsAdmin',
  'catalogAdmin',
  'partnerStaff',
  'operator',
  'learner',
]);
const reach = z.enum(['tenant', 'own-catalogs', 'no']);
const learning = z.enum(['open', 'no-new-seats', 'stopped']).meta({
  description:
    '`no-new-seats`: acts that would take a seat are refused. `stopped`: learners get a plain page.',
});
const accountState = z.enum(['Trial', 'Active', 'Activation required', 'Inactive']);
/** Why an account stands as it does, where that needs a reason. */
export const accountReason = z.enum([
  'moved',
  'expired',
  'trial-ended',
  'deactivated',
  'payment',
  'seats-withdrawn',
]);
const seats = z.int().min(0);

/** `GET /api/me`. */
export const meShape = z
  .strictObject({
    person: z.strictObject({ id: guid, displayName: z.string() }),
    tenant: z.strictObject({ id: guid, subdomain: z.string() }),
    roles: z.array(role),
    may: z
      .strictObject({
        subscription: reach.meta({
          description: 'Activate a subscription, see its status and the usage reports.',
        }),
        catalogSubscription: reach.meta({
          description: 'See the subscription information at catalog level.',
        }),
        billing: reach.meta({ description: 'Billing, orders, deactivate and reactivate.' }),
        peers: reach.meta({ description: 'Request, withdraw and delete peer accounts; reports.' }),
        learning: reach.meta({ description: 'Catalogs, courses, enrolments, Users lists.' }),
        customers: reach.meta({
          description: 'Customers’ users and licences, as far as each customer has granted it.',
        }),
      })
      .meta({ description: 'How far each act reaches for this person.' }),
    ownCatalogs: z.array(guid).meta({ description: 'The catalogs that a catalog admin has.' }),
    account: z.strictObject({ state: accountState, reason: accountReason.nullable() }),
    mayEnter: z.boolean().meta({
      description: 'False: every other address answers 403 `account-inactive` to this person.',
    }),
    learning,
    learningReason: z
      .union([z.literal('limit'), accountReason])
      .nullable()
      .meta({
        description: 'Why learning is not open; `limit`: more people count than there are seats.',
      }),
    seatsContact: z.string().nullable().meta({
      description:
        'Whom to ask for more seats (G-7); null for learners, and where nobody is named.',
    }),
    reportsAwaited: z.boolean().meta({
      description: 'Whether the download of a report is still to begin by itself (M-5).',
    }),
  })
  .meta({ id: 'Me' });

/** A grace window (G-2, G-4). */
const grace = z.strictObject({
  reason: z.enum(['limit', 'expired']),
  openedAt: instant,
  closesAt: instant,
  daysLeft: z.int().min(0),
});

const accountShape = z.strictObject({
  state: accountState,
  reason: z.string().nullable(),
  subdomain: z.string(),
  region: z.string(),
});

const seatsShape = z.strictObject({
  purchased: seats,
  received: seats,
  shared: seats,
  reserved: seats,
  capacity: seats.nullable().meta({ description: 'Null: without limit.' }),
  used: seats.meta({ description: 'How many people count.' }),
  remaining: z.int().nullable(),
  availableForSharing: seats,
  freeing: seats.meta({ description: 'Seats that acts under way will still free.' }),
});

const subscriptionFields = {
  plan: z.enum(['seats', 'mau']),
  account: accountShape,
  learning,
  seats: seatsShape,
  term: z.strictObject({ startsOn: day, endsOn: day }).nullable(),
  grace: grace.nullable().meta({ description: 'The window that closes first.' }),
  graces: z.array(grace),
  forecast: z
    .strictObject({
      reachesCapacityOn: day,
      basedOn: z
        .strictObject({ perDay: z.number(), from: day, to: day, days: z.int().min(1) })
        .meta({ description: 'The middle growth in a day over the noted days of the last 90.' }),
    })
    .nullable()
    .meta({ description: 'The day on which capacity is reached if the count grows as it did.' }),
  subscriptions: z.array(
    z.strictObject({
      id: guid,
      plan: z.enum(['seats', 'mau']),
      seats,
      startsOn: day,
      // Of an order that is not paid on, the last day on which it gives its seats.
      endsOn: day.meta({ description: 'The last day of the term.' }),
      countsThroughOn: day.nullable().meta({ description: 'Null: it renews by itself.' }),
    }),
  ),
};

/** `GET /api/subscription`. */
export const subscriptionShape = z.strictObject(subscriptionFields).meta({ id: 'Subscription' });

/** `GET /api/catalogs/{catalogId}/subscription`. */
export const catalogSubscriptionShape = z
  .strictObject({
    ...subscriptionFields,
    catalogId: guid,
    used: seats.meta({ description: 'Counted people with a live enrolment in this catalog.' }),
  })
  .meta({ id: 'CatalogSubscription' });

const words = (most: number) =>
  z.string().trim().min(1, 'Is empty: it has to be filled in.').max(most);

/** The form of an activation (L-33). */
export const activationBody = z.strictObject({
  key: words(100).meta({
    description: 'The activation key, as it was sent; hyphens may be left out.',
  }),
  organisation: words(200),
  firstName: words(100),
  lastName: words(100),
  email: z.email().max(254),
  telephone: words(50).regex(/^[0-9 +().\-/x]*[0-9][0-9 +().\-/x]*$/i, {
    message: 'Must be a telephone number: digits, spaces and + ( ) . - / x.',
  }),
  acceptedTerms: z.literal(true, {
    error: 'The terms have to be accepted before a subscription can be activated.',
  }),
  confirmMove: z.boolean().default(false).meta({
    description: 'True: it may leave the tenant on which it is active.',
  }),
});

/** A subscription that was activated. */
export const activationShape = z
  .strictObject({
    id: guid,
    plan: z.enum(['seats', 'mau']),
    seats,
    months: z.int(),
    startsOn: day,
    endsOn: day.meta({ description: 'The last day of the term.' }),
    activatedAt: instant,
    organisation: z.string(),
  })
  .meta({ id: 'Activation' });

const accountContact = z.strictObject({
  name: words(200),
  email: z.email().max(254),
  telephone: words(50).nullable(),
});

/** What of an account can be changed; what is left out stays. */
export const accountBody = z.strictObject({
  timeZone: words(100).optional().meta({ description: 'An IANA name, such as Europe/Amsterdam.' }),
  contacts: z
    .strictObject({
      subscription: accountContact.nullable(),
      billing: accountContact.nullable(),
    })
    .optional(),
  ownerId: guid.optional().meta({
    description:
      'Another administrator. A global administrator may name themselves when the owner is gone.',
  }),
});

/** `GET /api/account`. */
export const accountPapersShape = z
  .strictObject({
    subdomain: z.string(),
    region: z.string(),
    state: accountState,
    reason: accountReason.nullable(),
    owner: z.strictObject({ id: guid, displayName: z.string().nullable() }),
    createdAt: instant,
    timeZone: z.string(),
    contacts: z.strictObject({
      subscription: accountContact.nullable(),
      billing: accountContact.nullable(),
    }),
  })
  .meta({ id: 'Account' });

/** The address of a catalog's information. */
export const catalogParams = z.strictObject({ catalogId: guid });
