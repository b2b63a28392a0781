import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../../api/kernel/ids.ts';
import type { TenantOptions } from '../../local/tenants/options.ts';
import { activate, issue, type Offer } from '../subscriptions/activating.ts';
import { startWorld, type Api, type Reply, type TestWorld } from '../world.ts';

export const CONTOSO = 'aaaaaaaa-0000-4000-8000-00000000000a';
export const FABRIKAM = 'bbbbbbbb-0000-4000-8000-00000000000b';
export const NORTHWIND = 'cccccccc-0000-4000-8000-00000000000c';

/** The other administrator of Fabrikam, who is named in nothing. */
const SECOND_ADMIN = 'dddddddd-0000-4000-8000-00000000000d';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

const TENANTS: readonly TenantOptions[] = [
  { id: CONTOSO, name: 'Contoso' },
  {
    id: FABRIKAM,
    name: 'Fabrikam',
    people: [
      {
        id: SECOND_ADMIN,
        userPrincipalName: 'second@fabrikam.onmicrosoft.com',
        mail: 'second@fabrikam.onmicrosoft.com',
        displayName: 'Second Admin',
      },
    ],
  },
  // Its directory tells its domain and nothing of its people.
  { id: NORTHWIND, name: 'Northwind', permissions: ['Organization.Read.All'] },
];

/** A link as the wire shows it. */
export interface Peer {
  readonly id: string;
  readonly direction: 'given' | 'received';
  readonly subdomain: string;
  readonly state: string;
  readonly seats: number;
  readonly seatsUsed: number;
  readonly reserved: number;
  readonly permissions: { readonly training: boolean; readonly users: boolean };
  readonly consent: boolean;
  readonly request: Readonly<Record<string, unknown>> | null;
  readonly may: Readonly<Record<string, boolean>>;
  readonly catalogs: readonly { readonly catalogId: string; readonly name: string }[];
  readonly endedBy: string | null;
}

/** Seats as `GET /api/subscription` tells them. */
export interface Seats {
  readonly purchased: number;
  readonly received: number;
  readonly shared: number;
  readonly reserved: number;
  readonly capacity: number | null;
  readonly used: number;
  readonly availableForSharing: number;
}

/** Three accounts: Contoso, Fabrikam whose administrator is the peer admin, and Northwind. */
export interface Accounts {
  readonly world: TestWorld;
  readonly contoso: Api;
  /** The administrator of Fabrikam whom requests name. */
  readonly fabrikam: Api;
  readonly fabrikamSecond: Api;
  readonly northwind: Api;
  readonly fabrikamEmail: string;
  readonly contosoEmail: string;
  /** The operator issues a key, and the account activates it. */
  buy(api: Api, offer: Offer): Promise<void>;
  seats(api: Api): Promise<Seats>;
  state(api: Api): Promise<{ readonly state: string; readonly reason: string | null }>;
  /** Contoso asks Fabrikam. */
  ask(more?: Readonly<Record<string, unknown>>): Promise<Reply<Peer>>;
  /** Contoso asks Fabrikam, whose administrator accepts; gives the id. */
  share(more?: Readonly<Record<string, unknown>>, consent?: boolean): Promise<string>;
  /** So many people count from now on. */
  learn(api: Api, people: number): Promise<void>;
  /** Waits until something is so. */
  until(what: () => Promise<boolean>): Promise<void>;
}

const WAIT_MAX_MS = 20_000;

/** Starts the three accounts, each signed in to once. */
export async function threeAccounts(): Promise<Accounts> {
  const world = await startWorld({ tenants: TENANTS });
  const contoso = world.api('owner');
  const fabrikam = world.api('peerAdmin');
  const claims = { wids: [GLOBAL_ADMINISTRATOR] };
  const fabrikamSecond = world.api('peerAdmin', { personId: SECOND_ADMIN, claims });
  const northwind = world.api('owner', { tid: NORTHWIND });
  await northwind.get('/api/me');
  const fabrikamEmail = world.persona('peerAdmin').userPrincipalName;

  const ask = (more: Readonly<Record<string, unknown>> = {}): Promise<Reply<Peer>> =>
    contoso.post<Peer>('/api/peers', {
      ...{ subdomain: 'fabrikam', adminEmail: fabrikamEmail, seats: 10 },
      ...more,
    });
  const read = async (api: Api) => {
    const { body } = await api.get<{
      seats: Seats;
      account: { state: string; reason: string | null };
    }>('/api/subscription');
    return body;
  };
  let people = 0;
  return {
    ...{ world, contoso, fabrikam, fabrikamSecond, northwind, fabrikamEmail, ask },
    contosoEmail: world.persona('lmsAdmin').userPrincipalName,
    async buy(api, offer) {
      const { key } = await issue(world, offer);
      const { status, body } = await activate(api, key);
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    seats: async (api) => (await read(api)).seats,
    async state(api) {
      const { state, reason } = (await read(api)).account;
      return { state, reason };
    },
    async share(more, consent = false) {
      const asked = await ask(more);
      if (asked.status !== 201) throw new Error(JSON.stringify(asked.body));
      const { id } = asked.body;
      const accepted = await fabrikam.post(`/api/peers/${id}/acceptance`, { consent });
      if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
      return id;
    },
    async learn(api, count) {
      for (let nth = 0; nth < count; nth += 1) {
        people += 1;
        const made = await api.post<{ id: string }>('/api/people', { displayName: `P ${people}` });
        const done = await api.post(`/api/people/${made.body.id}/flow-activation`);
        if (done.status !== 200) throw new Error(JSON.stringify(done.body));
      }
    },
    async until(what) {
      const givesUpAtMs = Date.now() + WAIT_MAX_MS;
      while (!(await what())) {
        if (Date.now() > givesUpAtMs) throw new Error(`It did not become so: ${String(what)}`);
        await wait(20);
      }
    },
  };
}

/** A catalog with one course. */
export async function catalogWithCourse(
  api: Api,
): Promise<{ readonly catalogId: string; readonly courseId: string }> {
  const name = `Safety ${newId().slice(0, 6)}`;
  const catalog = await api.post<{ id: string }>('/api/catalogs', { name });
  const course = await api.post<{ id: string }>(`/api/catalogs/${catalog.body.id}/courses`, {
    name: 'Ladders',
  });
  return { catalogId: catalog.body.id, courseId: course.body.id };
}
