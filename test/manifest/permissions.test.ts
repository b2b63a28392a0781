import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createGraphAppInstaller } from '../../api/adapters/graph/graph-app-installer.ts';
import { createGraphAddressBook } from '../../api/adapters/graph/graph-address-book.ts';
import { createGraphDirectory } from '../../api/adapters/graph/graph-directory.ts';
import {
  AGENT_CALLS,
  GRAPH_CALLS,
  type GraphPermission,
} from '../../api/adapters/graph/permissions.ts';
import { createTenantCalls } from '../../api/adapters/graph/tenant-calls.ts';
import { createGraphMail } from '../../api/adapters/mail/graph-mail.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import { consentAddress } from '../../api/http/consent.ts';
import type { Message } from '../../api/ports/channel.ts';
import { createLocalCloud, HOME_TENANT_ID as HOME, type LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { findRoute } from '../../local/graph/routes.ts';
import { IMPATIENT } from '../adapters/graph/setting.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The rows of the table in docs/permissions.md. */
const DOCUMENTED = [
  ...read('docs/permissions.md').matchAll(
    /^\| `([\w.-]+)` +\| (\w+) +\| `([\w-]{36})` \| (.+?) +\|$/gm,
  ),
].map(([, name = '', kind = '', id = '', askedOf = '']) => ({ name, kind, id, askedOf }));

interface EntraApp {
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string;
    readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
  }[];
}
const ENTRA_APP = JSON.parse(read('manifest/entra-app.json')) as EntraApp;

/** Of whom what agents work with is asked. */
const PARTNERS = 'partners and their customers';

const NEEDED = [...new Set(GRAPH_CALLS.map(({ permission }) => permission))].sort();

describe('The permissions', () => {
  test('of the calls are those that docs/permissions.md explains', () => {
    const application = DOCUMENTED.filter(({ kind }) => kind === 'application');
    expect(application.map(({ name }) => name).sort()).toEqual(NEEDED);
    for (const { name } of application) expect(read('docs/permissions.md')).toContain(`## ${name}`);
  });

  test('that people are asked for are those that docs/permissions.md explains', () => {
    const scope = new URL(consentAddress(CLIENT_ID)).searchParams.get('scope') ?? '';
    const delegated = DOCUMENTED.filter(
      ({ kind, askedOf }) => kind === 'delegated' && askedOf === 'every tenant',
    ).map(({ name }) => name);
    expect(scope.split(' ').filter((one) => !one.endsWith('/.default'))).toEqual(delegated);
  });

  test('that agents work with are those that partners and their customers are asked for', () => {
    const delegated = DOCUMENTED.filter(({ askedOf }) => askedOf === PARTNERS);
    const needed = new Set(AGENT_CALLS.map(({ permission }) => permission));
    expect(delegated.every(({ kind }) => kind === 'delegated')).toBe(true);
    const names = delegated.map(({ name }) => name);
    expect(names.toSorted()).toEqual(['offline_access', ...needed].sort());
    const address = /https:\S+adminconsent\S+/.exec(read('docs/permissions.md'))?.[0] ?? '';
    const scopes = new URL(address).searchParams.get('scope')?.split(' ') ?? [];
    expect(scopes.map((scope) => scope.replace('https://graph.microsoft.com/', ''))).toEqual(names);
  });

  test('in the app registration are exactly those that every tenant is asked for', () => {
    const [graph, ...others] = ENTRA_APP.requiredResourceAccess;
    expect(others).toEqual([]);
    expect(graph?.resourceAppId).toBe('00000003-0000-0000-c000-000000000000');
    const asked = DOCUMENTED.filter(({ askedOf }) => askedOf === 'every tenant');
    expect(byId(graph?.resourceAccess ?? [])).toEqual(
      byId(asked.map(({ id, kind }) => ({ id, type: kind === 'application' ? 'Role' : 'Scope' }))),
    );
    const rest = DOCUMENTED.filter(({ askedOf }) => !['every tenant', PARTNERS].includes(askedOf));
    expect(rest).toMatchObject([{ name: 'Mail.Send', askedOf: "the operator's own tenant" }]);
  });

  test('are listed for every path in the adapters, and for no other', () => {
    const inCode = ['api/adapters/graph', 'api/adapters/mail']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.ts'))
          .map((file) => `${folder}/${file}`),
      )
      .flatMap((file) => pathsIn(read(file)));
    const listed = [...GRAPH_CALLS, ...AGENT_CALLS].map(({ path }) => path);
    expect([...new Set(inCode)].sort()).toEqual([...new Set(listed)].sort());
  });

  test('open the routes of the local Graph, which nobody enters without any', () => {
    for (const { method, path, permission } of [...GRAPH_CALLS, ...AGENT_CALLS]) {
      const permissions = findRoute(method, path).match?.route.permissions ?? [];
      expect([path, permissions]).toEqual([path, expect.arrayContaining([permission])]);
    }
  });
});

const byId = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] =>
  all.toSorted((one, other) => one.id.localeCompare(other.id));

/** The paths that a source file calls, with `{id}` for what is filled in. */
function pathsIn(source: string): string[] {
  const templates = source.matchAll(/graphPath`(\/(?:\$\{[^}]*\}|[^`?])*)/g);
  const texts = source.matchAll(/\.(?:get|post|patch|remove)\(\s*'(\/[^'?]*)'/g);
  return [...templates, ...texts].map(([, path = '']) => path.replaceAll(/\$\{[^}]*\}/g, '{id}'));
}

/** An id that nothing has. */
const NOBODY = 'dddddddd-0000-4000-8000-00000000000d';

/** A call by the route of the local Graph that takes it: one path can be written in several ways. */
function kindOf(method: string, path: string): string {
  const { match } = findRoute(method, path);
  return `${method} ${match?.route.path ?? path}`;
}

const aMail = (personId: string): Message => ({
  messageId: 'message-1',
  to: {
    ...{ tenantId: HOME, personId, displayName: 'Ada', mail: 'ada@contoso.example' },
    conversation: null,
  },
  ...{ language: 'en', subject: 'Seats', paragraphs: ['Seats are left.'], link: null, footer: '' },
  ...{ urgent: false, choices: [], standing: null },
});

const goes = (): Promise<boolean> => Promise.resolve(true);

describe('A tenant that has granted', () => {
  let cloud: LocalCloud;
  afterEach(() => cloud.close());

  /** Everything that the adapters do, in a tenant that has granted these. */
  async function adaptersWith(permissions: readonly string[]) {
    cloud = await createLocalCloud({
      tenants: [{ id: HOME, name: 'Contoso', users: 3, groups: 0, permissions }],
    });
    const home = cloud.tenant(HOME);
    home.perform({
      ...{ act: 'addGroup', kind: 'security', displayName: 'Everybody' },
      ...{ groupIds: [], userIds: [] },
    });
    const tenants = createTenantCalls({
      transport: createTransport({ localCloudOrigin: cloud.origin }),
      credentials: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
      patience: IMPATIENT,
    });
    const mailbox = `headcount@${home.domain}`;
    return {
      directory: createGraphDirectory(tenants),
      addressBook: createGraphAddressBook(tenants, CLIENT_ID),
      installer: createGraphAppInstaller(tenants, CLIENT_ID, createLog('silent')),
      mail: createGraphMail(tenants, { tenantId: HOME, mailbox }, createLog('silent')),
      groupId: home.directory.groups.all()[0]?.group.id ?? '',
      personId: home.directory.users.standing(0).user.id,
    };
  }

  const all = (but?: GraphPermission): readonly string[] => NEEDED.filter((one) => one !== but);

  test('exactly these lets every call through, and no other call is made', async () => {
    const { directory, addressBook, installer, mail, groupId, personId } =
      await adaptersWith(all());
    await directory.userChanges(HOME, null);
    await directory.users(HOME, [personId, NOBODY]);
    await directory.userCount(HOME);
    expect(await directory.group(HOME, groupId)).not.toBeNull();
    await directory.groupChanges(HOME, groupId, null);
    expect(await directory.searchGroups(HOME, 'Every', 5)).toHaveLength(1);
    expect(await directory.renew(HOME, NOBODY, Date.now())).toBeNull();
    await directory.unsubscribe(HOME, NOBODY);
    const holders = await addressBook.roleHolders(HOME);
    expect(holders.globalAdmins).not.toHaveLength(0);
    expect(holders.lmsAdmins).not.toHaveLength(0);
    expect(await addressBook.contacts(HOME, [personId])).toMatchObject([{ enabled: true }]);
    expect(await mail.deliver(aMail(personId), goes)).toEqual({ outcome: 'delivered' });
    expect(await addressBook.peopleWith(HOME, 'nobody@contoso.example')).toEqual([]);
    expect(await installer.install(HOME, personId)).toBe('installed');
    expect(await installer.install(HOME, personId)).toBe('there');
    expect(await installer.install(HOME, NOBODY)).toBe('person-refused');

    const routes = cloud.requests.routes().filter(({ host }) => host === 'graph.microsoft.com');
    for (const { statuses } of routes) expect(statuses).not.toHaveProperty('403');
    const made = routes.map(({ method, route }) => kindOf(method, route.replace('/v1.0', '')));
    const listed = GRAPH_CALLS.map(({ method, path }) => kindOf(method, path));
    expect(listed).toEqual(expect.arrayContaining(made.filter((kind) => kind !== 'POST /$batch')));
  });

  test.each([
    ['User.Read.All', 'userChanges'],
    ['GroupMember.Read.All', 'group'],
  ] as const)('all but %s has that part of the directory refused', async (permission, act) => {
    const { directory, groupId } = await adaptersWith(all(permission));
    const call =
      act === 'group' ? directory.group(HOME, groupId) : directory.userChanges(HOME, null);
    await expect(call).rejects.toMatchObject({ code: 'consent-missing' });
  });

  test.each([
    ['RoleManagement.Read.Directory', 'globalAdmins'],
    ['Application.Read.All', 'lmsAdmins'],
  ] as const)('all but %s does not say who the %s are', async (permission, role) => {
    const { addressBook } = await adaptersWith(all(permission));
    const holders = await addressBook.roleHolders(HOME);
    expect(Object.entries(holders).filter(([, people]) => people === null)).toEqual([[role, null]]);
  });

  test.each(['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] as const)(
    'all but %s has the app brought to nobody',
    async (permission) => {
      const { installer, personId } = await adaptersWith(all(permission));
      expect(await installer.install(HOME, personId)).toBe('consent-missing');
    },
  );

  test('all but Mail.Send has no mail sent', async () => {
    const { mail, personId } = await adaptersWith(all('Mail.Send'));
    expect(await mail.deliver(aMail(personId), goes)).toMatchObject({ reason: 'not-permitted' });
  });
});
