/** Directory role template ids, as they stand in the `wids` claim (Microsoft Entra built-in roles). */
export const ROLE = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  licenseAdministrator: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  passwordAdministrator: '966707d0-3269-4727-9be2-8c3a10f19b9d',
  authenticationAdministrator: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  directoryWriters: '9360feb5-f418-4baa-8175-e2a00bac4301',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const;

/** The names of those roles, as role definitions show them. */
export const ROLE_NAMES: Readonly<Record<string, string>> = {
  [ROLE.globalAdministrator]: 'Global Administrator',
  [ROLE.userAdministrator]: 'User Administrator',
  [ROLE.licenseAdministrator]: 'License Administrator',
  [ROLE.helpdeskAdministrator]: 'Helpdesk Administrator',
  [ROLE.passwordAdministrator]: 'Password Administrator',
  [ROLE.authenticationAdministrator]: 'Authentication Administrator',
  [ROLE.privilegedAuthenticationAdministrator]: 'Privileged Authentication Administrator',
  [ROLE.privilegedRoleAdministrator]: 'Privileged Role Administrator',
  [ROLE.directoryReaders]: 'Directory Readers',
  [ROLE.directoryWriters]: 'Directory Writers',
  [ROLE.globalReader]: 'Global Reader',
};

/** What every ordinary member carries in `wids`. */
export const ORDINARY_MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/** What a service principal carries in `wids`. */
export const ORDINARY_SERVICE_PRINCIPAL = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';
