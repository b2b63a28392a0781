import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from '../reports/asking.ts';
import type { Api, Asking, Reply } from '../world.ts';
import { catalogWithCourse, threeAccounts, type Accounts } from './three-accounts.ts';

/** Who looks at a link from Contoso to Fabrikam. */
const VIEWERS = [
  'giverAdmin',
  'giverOtherAdmin',
  'named',
  'receiverOtherAdmin',
  'thirdTenant',
  'giverLearner',
  'receiverLearner',
  'signedOut',
] as const;
type Viewer = (typeof VIEWERS)[number];

/** What a viewer gets: a status of success, or a refusal's code. */
type Row = Readonly<Record<Viewer, number | string>>;

/** Nobody but the admins of both sides is told anything. */
const OUTSIDE = {
  thirdTenant: 'not-found',
  giverLearner: 'role-missing',
  receiverLearner: 'role-missing',
  signedOut: 'token-missing',
} as const;

const sides = (giver: number | string, receiver: number | string, named = receiver): Row => ({
  ...{ giverAdmin: giver, giverOtherAdmin: giver, named, receiverOtherAdmin: receiver },
  ...OUTSIDE,
});

interface Case {
  /** The link is made anew for each viewer: live with everything granted, or waiting to be decided. */
  readonly link: 'live' | 'pending';
  readonly method: string;
  readonly path: string;
  readonly asking?: Asking;
  readonly expects: Row;
}

const NOT_NAMED = 'peer-not-named';
const OTHER_SIDE = 'peer-other-side';

const CASES: readonly Case[] = [
  { link: 'live', method: 'GET', path: '', expects: sides(200, 200) },
  { link: 'pending', method: 'GET', path: '', expects: sides(200, 200) },
  { link: 'live', method: 'GET', path: '/deletion-preview', expects: sides(200, 200) },
  {
    ...{ link: 'pending', method: 'POST', path: '/acceptance', asking: { body: {} } },
    expects: sides(NOT_NAMED, NOT_NAMED, 200),
  },
  {
    ...{ link: 'pending', method: 'POST', path: '/rejection' },
    expects: sides(NOT_NAMED, NOT_NAMED, 200),
  },
  {
    ...{ link: 'pending', method: 'POST', path: '/withdrawal' },
    expects: sides(200, OTHER_SIDE),
  },
  { link: 'pending', method: 'DELETE', path: '', expects: sides(200, OTHER_SIDE) },
  { link: 'live', method: 'DELETE', path: '', expects: sides(200, 200) },
  {
    ...{ link: 'live', method: 'POST', path: '/consent', asking: { body: { consent: false } } },
    expects: sides(OTHER_SIDE, 200),
  },
  {
    ...{ link: 'live', method: 'POST', path: '/consent', asking: { body: { consent: true } } },
    expects: sides(OTHER_SIDE, NOT_NAMED, 200),
  },
  { link: 'live', method: 'GET', path: '/registered-users', expects: sides(200, OTHER_SIDE) },
  { link: 'live', method: 'GET', path: '/reports/users', expects: sides(200, OTHER_SIDE) },
  {
    ...{ link: 'live', method: 'GET', path: '/reports/enrolments?catalogId={catalogId}' },
    expects: sides(200, OTHER_SIDE),
  },
  {
    ...{ link: 'live', method: 'GET', path: '/reports/catalogs?catalogId={catalogId}' },
    expects: sides(200, OTHER_SIDE),
  },
  { link: 'live', method: 'PUT', path: '/catalogs/{catalogId}', expects: sides(200, OTHER_SIDE) },
  {
    ...{ link: 'live', method: 'DELETE', path: '/catalogs/{catalogId}' },
    expects: sides(204, OTHER_SIDE),
  },
];

let on: Accounts;
let viewers: Readonly<Record<Viewer, Api>>;
let catalogId: string;
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
  await on.buy(on.fabrikam, { seats: 5 });
  ({ catalogId } = await catalogWithCourse(on.contoso));
  const { world, contoso, fabrikam, fabrikamSecond, northwind } = on;
  viewers = {
    giverAdmin: contoso,
    giverOtherAdmin: world.api('lmsAdmin'),
    named: fabrikam,
    receiverOtherAdmin: fabrikamSecond,
    thirdTenant: northwind,
    giverLearner: world.api('learner'),
    receiverLearner: world.api('peerAdmin', {
      personId: 'dddddddd-0000-4000-8000-00000000000d',
    }),
    signedOut: world.apiWith(),
  };
});
afterAll(() => on.world.stop());

let linkId: string | null = null;
async function newLink(kind: Case['link']): Promise<string> {
  if (linkId !== null) await on.contoso.delete(`/api/peers/${linkId}`);
  const more = { seats: 5, permissions: { training: true, users: true } };
  if (kind === 'pending') linkId = (await on.ask(more)).body.id;
  else {
    linkId = await on.share(more, true);
    await on.contoso.put(`/api/peers/${linkId}/catalogs/${catalogId}`);
  }
  return linkId;
}

test.each(CASES)('A-3: $method $path of a link that is $link', async (one) => {
  const got: Record<string, number | string> = {};
  let id = await newLink(one.link);
  for (const viewer of VIEWERS) {
    const path = `/api/peers/${id}${one.path.replace('{catalogId}', catalogId)}`;
    const { status, body } = await viewers[viewer].request(one.method, path, one.asking);
    got[viewer] = status < 400 ? status : String(body['code']);
    if (one.method !== 'GET' && status < 400) id = await newLink(one.link);
  }
  expect(got).toEqual(one.expects);
});

test('A-3, PA-23: a report on the peer that is kept is asked for and seen by the admins of the initiator alone', async () => {
  const peerId = await newLink('live');
  const wish = { kind: 'peer-users', peerId, format: 'csv' };
  const codeOf = ({ status, body }: Reply<Record<string, unknown>>): number | string =>
    status < 400 ? status : String(body['code']);
  const asked: Record<string, number | string> = {};
  for (const viewer of VIEWERS)
    asked[viewer] = codeOf(await viewers[viewer].post('/api/reports', wish));
  expect(asked).toEqual(sides(202, OTHER_SIDE));

  const { id } = await ask(on.contoso, { kind: 'peer-users', peerId, format: 'csv' });
  for (const path of [`/api/reports/${id}`, `/api/reports/${id}/file`]) {
    const got: Record<string, number | string> = {};
    for (const viewer of VIEWERS) got[viewer] = codeOf(await viewers[viewer].get(path));
    expect(got).toEqual(sides(200, 'not-found'));
  }
});

test('A-3: lists and figures of a third account show nothing of the link', async () => {
  await newLink('live');
  expect((await on.northwind.get('/api/peers')).body).toEqual({ items: [], nextCursor: null });
  expect((await on.northwind.get('/api/peers/seats')).body).toMatchObject({ shared: 0 });
  const audit = await on.northwind.get('/api/audit');
  expect(JSON.stringify(audit.body)).not.toContain(linkId);
  for (const viewer of ['giverLearner', 'receiverLearner'] as const) {
    for (const path of ['/api/peers', '/api/peers/seats'])
      expect((await viewers[viewer].get(path)).body).toMatchObject({ code: 'role-missing' });
  }
});

test('the receiver sees of the giver no more than its subdomain, and the giver of the receiver its use of the seats', async () => {
  const id = await newLink('live');
  const known = [on.world.persona('owner').objectId, on.world.persona('owner').tenantId];
  const { body } = await on.fabrikam.get(`/api/peers/${id}`);
  for (const secret of known) expect(JSON.stringify(body)).not.toContain(secret);
  const { body: given } = await on.contoso.get(`/api/peers/${id}`);
  const { objectId, tenantId } = on.world.persona('peerAdmin');
  for (const secret of [objectId, tenantId]) expect(JSON.stringify(given)).not.toContain(secret);
});
