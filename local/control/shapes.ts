import { z } from 'zod';
import { CONNECTOR_CODES } from '../connector/refusals.ts';
import { MINUTE_MS } from '../durations.ts';
import { AADSTS_CODES, isAadstsCode } from '../entra/errors.ts';
import { NOTIFICATION_FAULTS } from '../faults.ts';
import { DELTA_FAULTS } from '../graph/fault-answers.ts';
import { isGuid } from '../guid.ts';
import { GROUP_KINDS } from '../tenants/group.ts';
import { ASSIGNMENT_STATUSES, RELATIONSHIP_STATUSES } from '../tenants/relationship.ts';
import { RESTORE_WAYS } from '../tenants/licence.ts';
import { TEAMS_REGIONS } from '../tenants/settings.ts';

/** The shapes of what the control routes take. Unknown fields are refused, so that a typing error is seen. */

const guid = z.string().refine(isGuid, 'must be a GUID, like 3fa85f64-5717-4562-b3fc-2c963f66afa6');
const share = z.number().min(0).max(1);
const count = z.number().int().min(0).max(5_000_000);
const text = z.string().min(1).max(256);
const texts = z.array(z.string());
const domain = z
  .string()
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    'must be a domain in lower case, like contoso.onmicrosoft.com',
  );

const userProperties = {
  displayName: text,
  accountEnabled: z.boolean(),
  userType: z.enum(['Member', 'Guest']),
  givenName: text.nullable(),
  surname: text.nullable(),
  mail: text.nullable(),
  mailNickname: text.nullable(),
  jobTitle: text.nullable(),
  department: text.nullable(),
  companyName: text.nullable(),
  officeLocation: text.nullable(),
  city: text.nullable(),
  country: text.nullable(),
  employeeId: text.nullable(),
  mobilePhone: text.nullable(),
  preferredLanguage: text.nullable(),
  usageLocation: z.string().length(2).nullable(),
  onPremisesSyncEnabled: z.boolean().nullable(),
  userPrincipalName: z.string().regex(/^[^@\s]+@[^@\s]+$/, 'must be a name, an @ and a domain'),
};

export const userChangesShape = z.strictObject(userProperties).partial();

const newUserShape = userChangesShape.extend({
  id: guid.optional(),
  userPrincipalName: userProperties.userPrincipalName,
  displayName: text,
});

export const addUsersShape = z.union([
  z.strictObject({ count: count.min(1), seed: z.number().int().default(1) }),
  z.strictObject({ users: z.array(newUserShape).min(1) }),
]);

export const restoreShape = z.strictObject({
  userPrincipalName: userProperties.userPrincipalName.optional(),
});

const temperShape = z
  .strictObject({
    seed: z.number().int(),
    pageSize: z
      .strictObject({
        least: z.number().int().min(1).max(200),
        most: z.number().int().min(1).max(200),
      })
      .refine(({ least, most }) => least <= most, 'least must not be above most'),
    emptyPages: share.max(0.95),
    duplicates: share,
    shuffled: z.boolean(),
    replays: share,
    staleRows: share,
    accountEnabledMissing: share,
    resets: share.max(0.95),
    expiredPageTokens: share.max(0.95),
    throttled: share.max(0.95),
    unavailable: share.max(0.95),
  })
  .partial();

const lagMs = z.number().int().min(0);
const lagShape = z
  .strictObject({
    writableAfterMs: lagMs,
    deltaMs: lagMs,
    countMs: lagMs,
    listedAfterMs: lagMs,
    licencesMs: lagMs,
  })
  .partial();

export const settingsShape = z
  .strictObject({
    consented: z.boolean(),
    permissions: texts.nullable(),
    temper: temperShape,
    lag: lagShape,
    throttled: z.boolean(),
    writeLimit: z
      .strictObject({
        writes: z.number().int().min(1).max(1_000_000),
        seconds: z.number().int().min(1).max(86_400),
      })
      .nullable(),
    latencyMs: z.number().int().min(0).max(MINUTE_MS),
    writeTakesMs: z.number().int().min(0).max(MINUTE_MS),
    tokenLifeSeconds: z.number().int().min(1).max(86_400),
    teamsRegion: z.enum(TEAMS_REGIONS),
    appInCatalog: z.boolean(),
    botDisabled: z.boolean(),
    licencesOnRestore: z.enum(RESTORE_WAYS),
    otherDomains: z.array(domain),
  })
  .partial();

export const groupShape = z.strictObject({
  id: guid.optional(),
  kind: z.enum(GROUP_KINDS).default('security'),
  displayName: text,
  userIds: z.array(guid).default([]),
  groupIds: z.array(guid).default([]),
});

const days = z.number().int().min(-3650).max(3650);

const assignmentShape = z.strictObject({
  groupId: guid,
  roles: z.array(guid).optional(),
  status: z.enum(ASSIGNMENT_STATUSES).optional(),
});
export const newAssignmentShape = assignmentShape;
export const assignmentChangesShape = assignmentShape.omit({ groupId: true }).partial();

export const newRelationshipShape = z.strictObject({
  id: text.optional(),
  displayName: text,
  customerId: guid.nullable().optional(),
  customerName: text.nullable().optional(),
  roles: z.array(guid).min(1),
  status: z.enum(RELATIONSHIP_STATUSES).optional(),
  durationDays: days.min(1).max(730).optional(),
  endsInDays: days.optional(),
  extendsItself: z.boolean().optional(),
  assignments: z.array(assignmentShape).optional(),
});

export const relationshipChangesShape = z
  .strictObject({
    displayName: text,
    customerId: guid.nullable(),
    customerName: text.nullable(),
    roles: z.array(guid),
    status: z.enum(RELATIONSHIP_STATUSES),
    endsAt: z.iso.datetime({ offset: true }).nullable(),
    extendsItself: z.boolean(),
  })
  .partial();

const units = z.number().int().min(0).max(1_000_000);
const appliesTo = z.enum(['User', 'Company']);
const planShape = z.strictObject({
  id: guid,
  name: text,
  service: text,
  appliesTo,
  exclusiveWith: z.array(guid).optional(),
  dependsOn: z.array(guid).optional(),
  notIn: z.array(z.string().length(2)).optional(),
});
export const productShape = z.strictObject({
  partNumber: text,
  kind: z.strictObject({ skuId: guid, appliesTo, plans: z.array(planShape) }).optional(),
  enabled: units.optional(),
  warning: units.optional(),
  suspended: units.optional(),
  lockedOut: units.optional(),
  share: share.optional(),
});

export const licenceChangeShape = z.strictObject({
  add: z
    .array(z.strictObject({ skuId: guid, disabledPlans: z.array(guid).default([]) }))
    .default([]),
  remove: z.array(guid).default([]),
});

export const passwordShape = z.strictObject({ password: z.string() });

export const deletionShape = z.strictObject({ stripLicences: z.boolean().default(false) });

const heldRoleShape = z.strictObject({ userId: guid, roleTemplateId: guid });

export const tenantShape = settingsShape.extend({
  id: guid,
  name: text,
  domain: domain.optional(),
  seed: z.number().int().optional(),
  users: count.optional(),
  people: z.array(newUserShape).optional(),
  groups: z.number().int().min(0).max(10_000).optional(),
  givenGroups: z.array(groupShape).optional(),
  directoryRoles: z.array(heldRoleShape).optional(),
  products: z.array(productShape).optional(),
  groupLicences: z.array(licenceChangeShape.extend({ groupId: guid })).optional(),
  relationships: z.array(newRelationshipShape).optional(),
});

export const groupChangesShape = z
  .strictObject({ displayName: text, description: z.string().nullable() })
  .partial();

export const membersShape = z.strictObject({
  userIds: z.array(guid).default([]),
  groupIds: z.array(guid).default([]),
});

/** Who does something to a team's app: a member. */
export const byPersonShape = z.strictObject({ personId: guid.optional() });

export const botShape = z.strictObject({ messagingEndpoint: z.url().nullable() });

export const typedShape = z.strictObject({ text: z.string().min(1).max(28_000) });

export const pressedShape = z.strictObject({
  verb: z.string().min(1),
  data: z.record(z.string(), z.unknown()).optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

export const clockShape = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({
    advance: z.string().regex(/^P(?!$)/, 'must be an ISO 8601 duration, like P14D or PT1H'),
  }),
  z.strictObject({ rate: z.number().min(0).max(1_000_000) }),
]);

export const personaTokenShape = z.strictObject({
  personId: guid.optional(),
  expiresInSeconds: z.number().int().optional(),
  aud: z.string().optional(),
  tid: z.string().optional(),
  alg: z.enum(['RS256', 'HS256', 'none']).optional(),
  kid: z.string().optional(),
  omit: texts.optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
});

export const faultShape = z.strictObject({
  host: z.string().min(1),
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']).optional(),
  path: z.string().startsWith('/').optional(),
  tenantId: guid.optional(),
  skip: z.number().int().min(0).optional(),
  times: z.number().int().min(1).max(100_000).optional(),
  share: share.optional(),
  seed: z.number().int().optional(),
  when: z.enum(['before', 'after']).optional(),
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  reset: z.enum(['before', 'after']).optional(),
  aadsts: z
    .number()
    .refine(isAadstsCode, `must be one of ${AADSTS_CODES.join(', ')}`)
    .optional(),
  connector: z.enum(CONNECTOR_CODES).optional(),
  delta: z.enum(DELTA_FAULTS).optional(),
  notification: z.enum(NOTIFICATION_FAULTS).optional(),
  rowsBefore: z.array(z.record(z.string(), z.unknown())).optional(),
  delayMs: z.number().int().min(0).max(600_000).optional(),
  truncateAtBytes: z.number().int().min(0).optional(),
  slowBodyMs: z.number().int().min(0).max(600_000).optional(),
});
