import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../../http/contract.ts';
import { PERMISSIONS } from '../../kernel/customers.ts';
import { count, locationText, refusal } from './words.ts';

/** A licence that a user has. */
export const heldLicenceShape = z
  .strictObject({
    skuId: guid,
    name: z.string().meta({ description: 'The product’s name; its part number where unknown.' }),
    via: z.enum(['direct', 'group', 'both']).meta({
      description: 'group: inherited, and not to be taken away here.',
    }),
    groupIds: z.array(guid).meta({ description: 'The groups that it is inherited from.' }),
    disabledPlans: z.array(guid).meta({ description: 'Service plans that are switched off.' }),
    problem: refusal.nullable().meta({
      description: 'What the directory says is wrong with it; null: nothing.',
    }),
  })
  .meta({ id: 'HeldLicence' });

const userFields = {
  id: guid,
  displayName: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  userName: z.string(),
  mail: z.string().nullable(),
  enabled: z.boolean(),
  guest: z.boolean(),
  synced: z.boolean().meta({
    description: 'Kept in the customer’s own directory: changed and deleted there, not here.',
  }),
  admin: z.boolean().nullable().meta({
    description: 'Has an administrator’s role there; null where the caller may not see roles.',
  }),
  usageLocation: z.string().nullable().meta({ description: 'The usage location, two letters.' }),
  createdAt: instant.nullable(),
  licences: z.array(heldLicenceShape),
};

/** A user of a customer, licensed here or elsewhere (PC-3). */
export const customerUserShape = z.strictObject(userFields).meta({ id: 'CustomerUser' });

/** Narrows the users. */
export const userFilter = z
  .enum(['unlicensed', 'disabled', 'guests', 'admins'])
  .meta({ description: 'Only those without a licence, disabled ones, guests, administrators.' });

/** `GET /api/customers/{customerId}/users`. */
export const customerUsersQuery = z.strictObject({
  ...pageQuery,
  search: z.string().max(200).optional().meta({
    description: 'The beginning of display name, user name or mail.',
  }),
  filter: userFilter.optional(),
  skuId: guid.optional().meta({ description: 'Only those who have this product.' }),
});

/** A page of a customer's users. */
export const customerUsersPageShape = pageOf(customerUserShape)
  .extend({
    count: count.nullable().meta({
      description: 'How many there are in all with these filters; null where it is not known.',
    }),
  })
  .meta({ id: 'CustomerUsers' });

/** A licence to be given, with what of it stays switched off. */
export const licenceToGive = z.strictObject({
  skuId: guid,
  disabledPlans: z.array(guid).max(500).default([]).meta({
    description: 'Service plans that stay switched off.',
  }),
});

/** What a new user may do (PC-14). */
const permission = z.enum(PERMISSIONS).meta({
  description:
    'Everybody may use licences and services. user-administrator: also manages users (Partner Center’s "User management admin"); whoever gives it needs `may.grantRoles`.',
});

const name = z.string().trim().max(64);
const displayName = z.string().trim().min(1).max(256);
const userName = z.string().trim().min(1).max(113);

/** `POST /api/customers/{customerId}/users`. */
export const newCustomerUserBody = z
  .strictObject({
    displayName,
    firstName: name.optional(),
    lastName: name.optional(),
    userName: userName.meta({
      description: 'The user name, ending in a domain of the customer: ada@contoso.example.',
    }),
    usageLocation: locationText.optional().meta({
      description: 'The usage location; needed where licences are given.',
    }),
    licences: z.array(licenceToGive).max(100).default([]),
    permissions: z.array(permission).max(2).default(['licences-and-services']),
  })
  .meta({ id: 'NewCustomerUser' });

const undoable = {
  jobId: guid.meta({ description: 'Where the act is kept: what `undo/{jobId}` takes back.' }),
};

const passwordFields = {
  temporaryPassword: z.string().nullable().meta({
    description:
      'Shown this once, changed at the first sign-in. Null in the answer to a repeat of the request.',
  }),
  code: z.literal('secret-already-shown').optional(),
  detail: z.string().optional().meta({ description: 'What to do where the password was lost.' }),
};

/** A user that was just created, with the password to hand out (C-2). */
export const createdCustomerUserShape = z
  .strictObject({
    ...userFields,
    ...undoable,
    ...passwordFields,
    alreadyThere: z.boolean().meta({
      description: 'The directory had created the user when its answer got lost.',
    }),
    refused: refusal.nullable().meta({
      description:
        'Why the licences or the permission were not given, where they were not: the user is there.',
    }),
  })
  .meta({ id: 'CreatedCustomerUser' });

/** `PATCH /api/customers/{customerId}/users/{userId}`: what is left out stays as it is. */
export const editCustomerUserBody = z
  .strictObject({
    displayName: displayName.optional(),
    firstName: name.nullable().optional(),
    lastName: name.nullable().optional(),
    userName: userName.optional(),
    usageLocation: locationText.optional(),
    enabled: z.boolean().optional().meta({ description: 'false: cannot sign in.' }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    message: 'Name at least one field to change.',
  })
  .meta({ id: 'CustomerUserChanges' });

/** A user as read back after a change. */
export const changedCustomerUserShape = z
  .strictObject({ ...userFields, ...undoable })
  .meta({ id: 'ChangedCustomerUser' });

/** A password that was just set (C-2). */
export const passwordResetShape = z
  .strictObject({
    userId: guid,
    displayName: z.string(),
    userName: z.string(),
    ...passwordFields,
  })
  .meta({ id: 'PasswordReset' });
