import 'i18next';
import type overview from './locales/en/overview.json';
import type people from './locales/en/people.json';
import type shell from './locales/en/shell.json';

/** The compiler knows every text: a key that is missing does not compile. Each area adds its own to `ResourceNamespaceMap`. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    returnNull: false;
  }
  interface ResourceNamespaceMap {
    shell: typeof shell;
    overview: typeof overview;
    people: typeof people;
  }
}
