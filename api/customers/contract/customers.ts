import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../../http/contract.ts';
import { count, refusal } from './words.ts';

/** How it stands between partner and customer: the state of the best relationship. */
export const relationshipState = z
  .enum([
    'created',
    'approval-pending',
    'approved',
    'activating',
    'active',
    'expiring',
    'expired',
    'termination-requested',
    'terminating',
    'terminated',
  ])
  .meta({
    description:
      'As Microsoft names the states of a delegated admin relationship. Usable in active, expiring and termination-requested.',
  });

/** The same shape for each of the acts. */
const ofActs = <S extends z.ZodType>(shape: S) => ({
  readUsers: shape,
  createUsers: shape,
  editUsers: shape,
  resetPasswords: shape,
  deleteUsers: shape,
  restoreUsers: shape,
  manageLicences: shape,
  grantRoles: shape,
});

/** What the caller may do at a customer. */
export const customerActsShape = z.strictObject(ofActs(z.boolean()));

const roleName = z.string().meta({ description: 'As Microsoft calls it: User Administrator …' });

/** A role that the customer has granted. */
const roleShape = z.strictObject({ id: guid, name: roleName });

const customerFields = {
  id: guid.meta({ description: 'The id of the customer’s tenant.' }),
  displayName: z.string(),
  state: relationshipState,
  usable: z.boolean().meta({ description: 'Whether the caller can work there now.' }),
  reason: refusal.nullable().meta({
    description:
      'Why the caller cannot work there, and what to do: relationship-not-active, or no-role-assigned. Null where it is usable.',
  }),
  endsAt: instant.nullable().meta({ description: 'When the best relationship ends.' }),
  endsSoon: z
    .boolean()
    .meta({ description: 'It ends within 30 days and is not extended by itself.' }),
  autoExtends: z.boolean(),
  roles: z.array(roleShape).meta({ description: 'What the caller has there, by name.' }),
  may: customerActsShape,
};

/** A customer of the partner. */
export const customerShape = z.strictObject(customerFields).meta({ id: 'Customer' });

/** One customer: with its relationships, and which roles each act needs. */
export const customerDetailShape = z
  .strictObject({
    ...customerFields,
    relationships: z.array(
      z.strictObject({
        id: z.string(),
        displayName: z.string(),
        state: relationshipState,
        endsAt: instant.nullable(),
        autoExtends: z.boolean(),
        roles: z.array(roleShape).meta({ description: 'What the customer has granted by it.' }),
      }),
    ),
    needs: z
      .strictObject(ofActs(z.array(roleName)))
      .meta({ description: 'For each act the roles of which one is enough.' }),
  })
  .meta({ id: 'CustomerDetail' });

/** `GET /api/customers`. */
export const customersQuery = z.strictObject({
  ...pageQuery,
  search: z.string().max(200).optional().meta({
    description: 'The beginning of any word of the name, or the whole id of the tenant.',
  }),
  state: relationshipState.optional(),
  refresh: z
    .literal('true')
    .optional()
    .meta({ description: 'Reads the relationships anew before it answers.' }),
});

/** A page of customers by name. */
export const customersPageShape = pageOf(customerShape)
  .extend({
    refreshedAt: instant
      .nullable()
      .meta({ description: 'When the relationships were last read wholly; null: never yet.' }),
    known: count.nullable().meta({
      description:
        'While they are read for the first time: how many customers are known so far. Look again for the others.',
    }),
  })
  .meta({ id: 'Customers' });

/** `GET /api/customers/{customerId}/domains`: where user names may end. */
export const customerDomainsShape = z
  .strictObject({ items: z.array(z.string()).meta({ description: 'The default domain first.' }) })
  .meta({ id: 'CustomerDomains' });
