import type customerActs from '../locales/en/customerActs.json';

/** What can be different of a user, as the API names it, and the words for it. */
export const USER_FIELDS = {
  userName: 'userName',
  displayName: 'displayName',
  givenName: 'firstName',
  surname: 'lastName',
  usageLocation: 'location',
  enabled: 'enabled',
  licences: 'licences',
  servicePlans: 'servicePlans',
} as const satisfies Readonly<Record<string, keyof (typeof customerActs)['field']>>;

/** Whether a text names one of them. */
export const isUserField = (field: string): field is keyof typeof USER_FIELDS =>
  Object.hasOwn(USER_FIELDS, field);
