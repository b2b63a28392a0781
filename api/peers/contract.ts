import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

const seats = z.int().min(0);

/** How a link stands. All but `pending` and `accepted` are ends. */
export const peerState = z.enum(['pending', 'accepted', 'rejected', 'withdrawn', 'deleted']);

/** What the account that asks may see of the other one. */
const peerPermissions = z.strictObject({
  training: z.boolean().meta({
    description: 'Enrolment reports and shared-catalog reports, on catalogs shared on this link.',
  }),
  users: z.boolean().meta({
    description: 'The user report of the whole account; open only while the peer consents.',
  }),
});

/** A catalog shared on a link. */
const sharedCatalogShape = z
  .strictObject({
    catalogId: guid.meta({
      description:
        'Of the catalog in the caller’s own account: the shared one, or what was received of it.',
    }),
    name: z.string(),
    sharedAt: instant,
  })
  .meta({ id: 'PeerCatalog' });

/** A link to a peer account, as the caller’s side may see it. */
export const peerShape = z
  .strictObject({
    id: guid,
    direction: z.enum(['given', 'received']).meta({
      description:
        '`given`: this account asked, shares its seats and sees the reports; `received`: the other one did.',
    }),
    subdomain: z.string().meta({ description: 'Of the other account.' }),
    state: peerState,
    seats: seats.meta({ description: 'Shared on the link now; 0 until it is accepted.' }),
    seatsUsed: seats.meta({
      description: 'How many of them are taken by people of the account that received them.',
    }),
    reserved: seats.meta({ description: 'Set aside until the open request is decided.' }),
    permissions: peerPermissions.meta({ description: 'In force now.' }),
    consent: z.boolean().meta({
      description: 'Whether the receiving account lets the user report be seen.',
    }),
    request: z
      .strictObject({
        isChange: z.boolean().meta({ description: 'True: on a link that is live and goes on.' }),
        seats: seats.meta({ description: 'Shared on the link once it is accepted.' }),
        permissions: peerPermissions,
        adminEmail: z.string().meta({ description: 'Of the administrator who decides.' }),
        requestedAt: instant,
        adminLost: z.boolean().meta({
          description:
            'True: the named administrator is none any more. Withdraw it and name another.',
        }),
      })
      .nullable()
      .meta({ description: 'What waits to be decided; null where nothing does.' }),
    may: z
      .strictObject({
        decide: z.boolean(),
        withdraw: z.boolean(),
        delete: z.boolean(),
        consent: z.boolean().meta({ description: 'Give it (the named one), or take it back.' }),
        share: z.boolean().meta({ description: 'Share catalogs on the link.' }),
        trainingReports: z.boolean(),
        userReport: z.boolean(),
      })
      .meta({ description: 'What the caller may do with it now.' }),
    catalogs: z.array(sharedCatalogShape).meta({ description: 'Shared on this link.' }),
    requestedAt: instant,
    decidedAt: instant.nullable(),
    endedAt: instant.nullable(),
    endedBy: z.enum(['giver', 'receiver', 'not-covered']).nullable().meta({
      description: '`not-covered`: the giving account had not enough seats any more (P-6).',
    }),
  })
  .meta({ id: 'Peer' });

export const peersPage = pageOf(peerShape);
export const peersQuery = z.strictObject({
  ...pageQuery,
  direction: z.enum(['given', 'received']).optional(),
});
export const peerParams = z.strictObject({ peerId: guid });
export const peerCatalogParams = z.strictObject({ peerId: guid, catalogId: guid });

/** `POST /api/peers`: a request, or a change of a link that is live (P-8). */
export const peerBody = z.strictObject({
  subdomain: z.string().trim().min(1, 'Is empty: it has to be filled in.').max(300).meta({
    description:
      'Of the other account; an address such as host/accountname or accountname.host will do.',
  }),
  adminEmail: z.email().max(254).optional().meta({
    description:
      'Of the administrator there who decides. Can be left out where a link that is live is only lowered: nobody decides that.',
  }),
  seats: seats.max(1_000_000).default(0).meta({
    description: 'Shared in all on this link. 0 with a permission: reports only.',
  }),
  permissions: peerPermissions.default({ training: false, users: false }),
});

const requestedAt = instant.optional().meta({
  description: 'Of the request that was looked at: where it is another one by now, refused.',
});

/** `POST /api/peers/{peerId}/acceptance`. */
export const acceptanceBody = z
  .strictObject({
    consent: z.boolean().default(false).meta({
      description: 'Lets the other account see the user report, where it asked for that.',
    }),
    requestedAt,
  })
  .default({ consent: false });

/** `POST /api/peers/{peerId}/rejection`; a body is not needed. */
export const rejectionBody = z.strictObject({ requestedAt }).default({});

/** `POST /api/peers/{peerId}/consent`. */
export const consentBody = z.strictObject({ consent: z.boolean() });

/** `GET /api/peers/seats`: what the page says of seats. */
export const peerSeatsShape = z
  .strictObject({
    availableForSharing: seats,
    shared: seats,
    reserved: seats,
    received: seats.meta({ description: 'Also called seats sanctioned.' }),
    usedByPeers: seats.meta({ description: 'How many of the shared seats peers have taken.' }),
  })
  .meta({ id: 'PeerSeats' });

/** `POST /api/peers/openings`: the ticket of a single-use link from an e-mail. */
export const openingBody = z.strictObject({ ticket: guid });

/** `GET /api/peers/{peerId}/deletion-preview`: what deleting comes to. */
export const peerDeletionShape = z
  .strictObject({
    seats: seats.meta({ description: 'Go back to the account that gave them.' }),
    over: seats.meta({
      description: 'So many people more would be without a seat at the receiving account.',
    }),
    becomesInactive: z.boolean().meta({
      description: 'The receiving account has no other seats and becomes inactive.',
    }),
    endsTrainingReports: z.boolean(),
    endsUserReport: z.boolean(),
  })
  .meta({ id: 'PeerDeletion' });

/** `GET /api/peers/{peerId}/registered-users`. */
export const registeredUsersShape = z
  .strictObject({
    count: seats.meta({ description: 'People of the peer account who count.' }),
  })
  .meta({ id: 'PeerRegisteredUsers' });

/** What a peer can be reported on. */
export const peerReportParams = z.strictObject({
  peerId: guid,
  kind: z.enum(['enrolments', 'catalogs', 'users']).meta({
    description:
      '`enrolments`: who is enrolled where in a shared catalog; `catalogs`: figures of a shared catalog by course; `users`: everybody of the account, under consent.',
  }),
});
export const peerReportQuery = z.strictObject({
  catalogId: guid.optional().meta({
    description: 'The shared catalog; required for `enrolments` and `catalogs`.',
  }),
  activeOnly: z.enum(['true', 'false']).optional().meta({
    description: 'For `users`: leave out disabled and deleted ones.',
  }),
});
