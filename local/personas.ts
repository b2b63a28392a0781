import { ORDINARY_MEMBER, ROLE } from './entra/roles.ts';
import type { Subject } from './entra/tokens.ts';
import type { RoleBook } from './graph/role-book.ts';
import { guidOf } from './guid.ts';
import type { NewGroup } from './tenants/acts.ts';
import type { NewUser } from './tenants/user.ts';
import type { World } from './tenants/world.ts';

/** The stand-in persons of the local cloud. */
export type PersonaName =
  | 'owner'
  | 'globalAdmin'
  | 'lmsAdmin'
  | 'catalogAdmin'
  | 'learner'
  | 'partnerAgent'
  | 'operator'
  | 'peerAdmin';

interface Persona {
  readonly givenName: string;
  readonly surname: string;
  readonly userName: string;
  readonly jobTitle: string;
  readonly preferredLanguage: string;
  readonly directoryRoles: readonly string[];
  readonly appRoles: readonly string[];
  /** Which of the two tenants with personas. */
  readonly at: 'home' | 'peer';
}

const ORDINARY: Pick<Persona, 'directoryRoles' | 'appRoles' | 'at' | 'preferredLanguage'> = {
  directoryRoles: [],
  appRoles: [],
  at: 'home',
  preferredLanguage: 'en-US',
};

const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  owner: {
    ...ORDINARY,
    givenName: 'Olivia',
    surname: 'Novák',
    userName: 'olivia.novak',
    jobTitle: 'Head of Learning',
    directoryRoles: [ROLE.globalAdministrator],
  },
  globalAdmin: {
    ...ORDINARY,
    givenName: 'Gijs',
    surname: 'de Vries',
    userName: 'gijs.devries',
    jobTitle: 'IT Administrator',
    preferredLanguage: 'nl-NL',
    directoryRoles: [ROLE.globalAdministrator],
  },
  lmsAdmin: {
    ...ORDINARY,
    givenName: 'Léa',
    surname: 'Béranger',
    userName: 'lea.beranger',
    jobTitle: 'Learning Administrator',
    preferredLanguage: 'fr-FR',
    appRoles: ['LMS.Admin'],
  },
  catalogAdmin: {
    ...ORDINARY,
    givenName: 'Jürgen',
    surname: 'Weiß',
    userName: 'juergen.weiss',
    jobTitle: 'Training Coordinator',
    preferredLanguage: 'de-DE',
    appRoles: ['Catalog.Admin'],
  },
  learner: {
    ...ORDINARY,
    givenName: 'Lucía',
    surname: 'Núñez',
    userName: 'lucia.nunez',
    jobTitle: 'Analyst',
  },
  partnerAgent: {
    ...ORDINARY,
    givenName: 'Paweł',
    surname: 'Zając',
    userName: 'pawel.zajac',
    jobTitle: 'Partner Support Agent',
    directoryRoles: [ROLE.userAdministrator],
  },
  operator: {
    ...ORDINARY,
    givenName: 'Oskar',
    surname: 'Öberg',
    userName: 'oskar.oberg',
    jobTitle: 'Service Operator',
    appRoles: ['Operator'],
  },
  peerAdmin: {
    ...ORDINARY,
    givenName: 'Conceição',
    surname: 'Araújo',
    userName: 'conceicao.araujo',
    jobTitle: 'Global Administrator',
    directoryRoles: [ROLE.globalAdministrator],
    at: 'peer',
  },
};

/** All personas, in the order in which the tenants hold them. */
export const PERSONA_NAMES = Object.keys(PERSONAS) as readonly PersonaName[];

/** What `GET /personas` tells of one. */
export interface PersonaFacts {
  readonly name: PersonaName;
  readonly tenantId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly appRoles: readonly string[];
  /** Role template ids as in the `wids` claim. */
  readonly directoryRoles: readonly string[];
}

/** The personas of two tenants. */
export interface Personas {
  facts(): readonly PersonaFacts[];
  fact(name: PersonaName): PersonaFacts;
  /** Whom a token for this user of this tenant speaks of; `undefined` for nobody live. */
  readonly subjectOf: (tenantId: string, objectId: string) => Subject | undefined;
  /** Who of them holds which role now. */
  readonly roles: RoleBook;
}

/** The users that `tenantId` needs for its personas: all but the peer's in the home tenant, the peer's in the other. */
export function personaUsers(at: Persona['at'], tenantId: string, domain: string): NewUser[] {
  return PERSONA_NAMES.filter((name) => PERSONAS[name].at === at).map((name) => {
    const { givenName, surname, userName, jobTitle, preferredLanguage } = PERSONAS[name];
    const userPrincipalName = `${userName}@${domain}`;
    return {
      id: personaId(name, tenantId),
      userPrincipalName,
      mail: userPrincipalName,
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      jobTitle,
      preferredLanguage,
      usageLocation: 'US',
    };
  });
}

/** The partner's group of agents, which gives the persona `partnerAgent` what relationships assign to it. */
export function agentsGroup(tenantId: string): NewGroup & { readonly id: string } {
  return {
    id: guidOf(`${tenantId.toLowerCase()}/agents`),
    kind: 'security',
    displayName: 'Customer agents',
    userIds: [personaId('partnerAgent', tenantId.toLowerCase())],
    groupIds: [],
  };
}

/** The personas as `world` holds them now, at the home and the peer tenant. */
export function createPersonas(
  world: World,
  tenants: Readonly<Record<Persona['at'], string>>,
): Personas {
  const byObjectId = new Map(
    PERSONA_NAMES.map((name) => [personaId(name, tenants[PERSONAS[name].at]), name]),
  );

  const subjectOf = (tenantId: string, objectId: string): Subject | undefined => {
    const tenant = world.tenant(tenantId);
    const index = tenant?.directory.users.indexOfId(objectId);
    if (!tenant || index === undefined) return undefined;
    const { user, state } = tenant.directory.users.standing(index);
    if (state !== 'live') return undefined;
    const name = byObjectId.get(user.id);
    const persona = name === undefined ? ORDINARY : PERSONAS[name];
    return {
      tenantId: tenant.id,
      objectId: user.id,
      displayName: user.displayName,
      userPrincipalName: user.userPrincipalName,
      wids: [
        ...new Set([
          ...persona.directoryRoles,
          ...tenant.directoryRoles.rolesOf(user.id),
          ORDINARY_MEMBER,
        ]),
      ],
      roles: persona.appRoles,
    };
  };

  const fact = (name: PersonaName): PersonaFacts => {
    const { at, givenName, surname, userName, appRoles, directoryRoles } = PERSONAS[name];
    const tenantId = tenants[at];
    return {
      name,
      tenantId,
      objectId: personaId(name, tenantId),
      displayName: `${givenName} ${surname}`,
      userPrincipalName: `${userName}@${world.tenant(tenantId)?.domain ?? ''}`,
      appRoles,
      directoryRoles,
    };
  };

  /** The live personas of a tenant. */
  const subjectsIn = (tenantId: string): Subject[] =>
    PERSONA_NAMES.filter((name) => tenants[PERSONAS[name].at] === tenantId)
      .map((name) => subjectOf(tenantId, personaId(name, tenantId)))
      .filter((subject) => subject !== undefined);
  /** Those who were given the role beside the personas, and are live. */
  const givenIn = (tenantId: string, roleTemplateId: string): string[] =>
    (world.tenant(tenantId)?.directoryRoles.all() ?? [])
      .filter((held) => held.roleTemplateId === roleTemplateId)
      .map(({ userId }) => userId)
      .filter((userId) => subjectOf(tenantId, userId) !== undefined);
  const roles: RoleBook = {
    directoryRoleHolders(tenantId, roleTemplateId) {
      const personas = subjectsIn(tenantId)
        .filter(({ wids }) => wids.includes(roleTemplateId))
        .map(({ objectId }) => objectId);
      return [...new Set([...personas, ...givenIn(tenantId, roleTemplateId)])];
    },
    appRoleHolders: (tenantId) =>
      subjectsIn(tenantId).flatMap(({ objectId, roles: held }) =>
        held.map((role) => ({ objectId, role })),
      ),
  };

  return { roles, facts: () => PERSONA_NAMES.map(fact), fact, subjectOf };
}

/** The object id of a persona in the tenant that has it. */
export function personaId(name: PersonaName, tenantId: string): string {
  return guidOf(`${tenantId}/personas/${name}`);
}
