import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCosmosDouble, type CosmosDouble } from '../../../local/cosmos/double.ts';
import { askerOf, CONTAINER, creation } from './asking.ts';

let double: CosmosDouble;
let asker: ReturnType<typeof askerOf>;
beforeAll(async () => {
  double = await createCosmosDouble({ account: { tokens: ['a-token'] } });
  asker = askerOf(double);
  await asker.prepare();
});
afterAll(() => double.close());

const doc = (id: string, more: object = {}) => ({ id, pk: 'p', tenantId: 't', ...more });
const statuses = (results: readonly Record<string, unknown>[]) =>
  results.map(({ statusCode }) => statusCode);

describe('the stand-in for Azure Cosmos DB lets in', () => {
  test('who signs with its key, or shows a token that it knows', async () => {
    expect((await asker.ask('GET', '/')).status).toBe(200);
    const authorization = encodeURIComponent('type=aad&ver=1.0&sig=a-token');
    expect((await asker.ask('GET', '/', { authorization })).status).toBe(200);
  });

  test('nobody else', async () => {
    const strange = Buffer.from('another key').toString('base64');
    const yesterday = new Date(Date.now() - 86_400_000).toUTCString();
    expect((await asker.ask('GET', '/', { key: strange })).status).toBe(401);
    expect((await asker.ask('GET', '/', { authorization: '' })).status).toBe(401);
    expect((await asker.ask('GET', '/', { date: yesterday })).status).toBe(403);
    const authorization = encodeURIComponent('type=aad&ver=1.0&sig=another');
    expect((await asker.ask('GET', '/', { authorization })).status).toBe(401);
  });
});

describe('of containers it refuses', () => {
  const make = (definition: object) =>
    asker.ask('POST', '/dbs/h/colls', { body: { ...CONTAINER, ...definition } });

  test.each([
    ['a key path that is none', { id: 'a', partitionKey: { paths: ['pk'] } }, 400],
    ['no key path', { id: 'b', partitionKey: { paths: [] } }, 400],
    ['a key of several levels', { id: 'c', partitionKey: { paths: ['/pk', '/id'] } }, 400],
    ['a key of version 1', { id: 'd', partitionKey: { paths: ['/pk'], version: 1 } }, 400],
    ['a name with a slash', { id: 'a/b' }, 400],
    ['a time to live of 0', { id: 'e', defaultTtl: 0 }, 400],
    ['what it does not know', { id: 'f', uniqueKeyPolicy: {} }, 400],
    ['the same name again', {}, 409],
  ])('%s', async (_, definition, status) => {
    expect((await make(definition)).status).toBe(status);
  });

  test('a container or database that is not there, told apart from a document that is not', async () => {
    const nowhere = await asker.ask('GET', '/dbs/h/colls/none/docs/x', {
      headers: { 'x-ms-documentdb-partitionkey': '["p"]' },
    });
    expect([nowhere.status, nowhere.substatus]).toEqual([404, '1003']);
    const missing = await asker.read('none');
    expect([missing.status, missing.substatus]).toEqual([404, '0']);
    expect((await asker.ask('GET', '/dbs/none')).status).toBe(404);
  });
});

describe('of requests it refuses', () => {
  test.each([
    ['a single create', 'POST', '/dbs/h/colls/tenant/docs', {}],
    ['a single replace', 'PUT', '/dbs/h/colls/tenant/docs/x', {}],
    ['a list of all documents', 'GET', '/dbs/h/colls/tenant/docs', {}],
    ['stored procedures', 'GET', '/dbs/h/colls/tenant/sprocs', {}],
    ['a header that it does not know', 'GET', '/', { 'x-ms-consistency-level': 'Eventual' }],
    ['no version of the protocol', 'GET', '/', { 'x-ms-version': undefined }],
  ])('%s', async (_, method, path, headers) => {
    expect((await asker.ask(method, path, { headers })).status).toBe(400);
  });

  test('a reading without a partition, or with one of two values', async () => {
    const read = (headers: Record<string, string>) =>
      asker.ask('GET', '/dbs/h/colls/tenant/docs/x', { headers });
    expect((await read({})).status).toBe(400);
    expect((await read({ 'x-ms-documentdb-partitionkey': '["a","b"]' })).status).toBe(400);
    expect((await read({ 'x-ms-documentdb-partitionkey': '[1]' })).status).toBe(400);
  });
});

describe('of batches it refuses', () => {
  test('101 operations, none, 2 MB and what is not atomic', async () => {
    const many = Array.from({ length: 101 }, (_, nth) => creation(doc(`many${String(nth)}`)));
    expect((await asker.batch(many)).status).toBe(400);
    expect((await asker.batch([])).status).toBe(400);
    const big = Array.from({ length: 3 }, (_, nth) =>
      creation(doc(`big${String(nth)}`, { text: 'x'.repeat(800_000) })),
    );
    expect((await asker.batch(big)).status).toBe(413);
    expect(
      (await asker.batch([creation(doc('x'))], 'p', { 'x-ms-cosmos-batch-atomic': 'false' }))
        .status,
    ).toBe(400);
    expect((await asker.read('many0')).status).toBe(404);
  });

  test.each(['a/b', 'a\\b', 'a?b', 'a#b', '', 'x'.repeat(1_024), 'ends '])(
    'the id %j',
    async (id) => {
      const { status, results } = await asker.batch([creation(doc('good')), creation(doc(id))]);
      expect([status, statuses(results)]).toEqual([207, [424, 400]]);
      expect((await asker.read('good')).status).toBe(404);
    },
  );

  test('a document of another partition, and one without', async () => {
    expect(statuses((await asker.batch([creation(doc('x', { pk: 'other' }))])).results)).toEqual([
      400,
    ]);
    expect(statuses((await asker.batch([creation({ id: 'x' })])).results)).toEqual([400]);
  });

  test('a time to live that is none', async () => {
    for (const ttl of [0, 1.5, '60', -2])
      expect(statuses((await asker.batch([creation(doc('x', { ttl }))])).results)).toEqual([400]);
  });

  test('a stale ETag, a document that is there and one that is not, and undoes what came before', async () => {
    const { results } = await asker.batch([creation(doc('kept'))]);
    const etag = String(results[0]?.['eTag']);
    const refusals: [object, number][] = [
      [creation(doc('kept')), 409],
      [{ operationType: 'Replace', id: 'none', resourceBody: doc('none') }, 404],
      [{ operationType: 'Replace', id: 'kept', ifMatch: '"1"', resourceBody: doc('kept') }, 412],
      [{ operationType: 'Delete', id: 'kept', ifMatch: '"1"' }, 412],
      [{ operationType: 'Replace', id: 'kept', ifMatch: etag, resourceBody: doc('else') }, 400],
      [{ operationType: 'Upsert', resourceBody: doc('x') }, 400],
      [{ operationType: 'Create', resourceBody: doc('x'), ifNoneMatch: '*' }, 400],
    ];
    for (const [operation, status] of refusals) {
      const refused = await asker.batch([creation(doc('before')), operation]);
      const met = refused.status === 207 ? statuses(refused.results)[1] : refused.status;
      expect(met).toBe(status);
      expect((await asker.read('before')).status).toBe(404);
    }
    expect((await asker.read('kept')).headers.get('etag')).toBe(etag);
  });

  test('gives no bodies back where they are not wanted', async () => {
    const { results } = await asker.batch([creation(doc('minimal'))], 'p', {
      prefer: 'return=minimal',
    });
    expect(results[0]).not.toHaveProperty('resourceBody');
    expect(results[0]).toHaveProperty('eTag');
  });
});

describe('of patches it refuses', () => {
  const patch = async (operations: unknown, condition?: string) => {
    const { results } = await asker.batch([
      { operationType: 'Patch', id: 'patched', resourceBody: { operations, condition } },
    ]);
    return statuses(results)[0];
  };
  const incr = [{ op: 'incr', path: '/fields/used', value: 1 }];
  beforeAll(async () => {
    await asker.batch([creation(doc('patched', { fields: { used: 1, most: 3, name: 'n' } }))]);
  });

  test('more than ten steps, none, and what it does not know', async () => {
    const many = Array.from({ length: 11 }, () => incr[0]);
    expect(await patch(many)).toBe(400);
    expect(await patch([])).toBe(400);
    expect(await patch([{ op: 'remove', path: '/fields/used' }])).toBe(400);
  });

  test('paths of the service, of nothing, and of what is no number', async () => {
    for (const path of ['/id', '/pk', '/_etag', '/no/such', 'fields', '/fields/name'])
      expect(await patch([{ op: 'incr', path, value: 1 }])).toBe(400);
  });

  test('a condition with a text in it, which somebody may have written', async () => {
    expect(await patch(incr, `from c where c.fields.name = "n"`)).toBe(400);
    expect(await patch(incr, `from c where c.fields.used <= 5 or true`)).toBe(400);
    expect(await patch(incr, `c.fields.used <= 5`)).toBe(400);
  });

  test('a condition that does not hold', async () => {
    expect(await patch(incr, 'from c where c.fields.used <= 0')).toBe(412);
    expect(await patch(incr, 'from c where c.fields.used + 3 <= c.fields.most')).toBe(412);
    expect(await patch(incr, 'from c where c.fields.used <= 1 and c.fields.none >= 0')).toBe(412);
    expect(await patch(incr, 'from c where false')).toBe(412);
    expect(await patch(incr, 'from c where c.fields.used + 2 <= c.fields.most')).toBe(200);
    expect((await asker.read('patched')).body['fields']).toMatchObject({ used: 2 });
  });
});

describe('of questions it refuses', () => {
  const list = {
    query:
      'SELECT * FROM c WHERE c.tenantId = @t AND c.sort.a >= @from AND c.sort.a < @to ORDER BY c.sort.a',
    parameters: [
      { name: '@t', value: 't' },
      { name: '@from', value: '' },
      { name: '@to', value: '~' },
    ],
  };
  beforeAll(async () => {
    await asker.batch([1, 2, 3].map((n) => creation(doc(`q${n}`, { sort: { a: `k${n}` } }))));
  });

  test.each([
    'SELECT * FROM c',
    'SELECT * FROM c WHERE c.tenantId = @t',
    list.query.replace('c.tenantId = @t AND ', ''),
    list.query.replace(' ORDER BY c.sort.a', ''),
    list.query.replace('ORDER BY c.sort.a', 'ORDER BY c.sort.b'),
    `${list.query} DESC`,
    'SELECT VALUE COUNT(1) FROM c',
  ])('the text %s', async (query) => {
    const used = list.parameters.filter(({ name }) => query.includes(name));
    expect((await asker.query({ query, parameters: used })).status).toBe(400);
  });

  test('parameters that do not fit the text, and a path that is not indexed', async () => {
    const [t, from] = list.parameters;
    expect((await asker.query({ ...list, parameters: [t, from] })).status).toBe(400);
    expect(
      (await asker.query({ ...list, parameters: [...list.parameters, { name: '@x', value: 1 }] }))
        .status,
    ).toBe(400);
    expect(
      (
        await asker.query({
          ...list,
          parameters: [{ name: '@t', value: 5 }, ...list.parameters.slice(1)],
        })
      ).status,
    ).toBe(400);
    const expired = {
      query: 'SELECT c.id, c.pk, c._etag FROM c WHERE c.expiresAt < @before',
      parameters: [{ name: '@before', value: 1 }],
    };
    expect((await asker.query(expired)).status).toBe(400);
  });

  test('a partition that is not named, a page of 1,001, and another question’s token', async () => {
    expect((await asker.query(list, {})).status).toBe(400);
    const scope = { 'x-ms-documentdb-partitionkey': '["p"]' };
    expect((await asker.query(list, { ...scope, 'x-ms-max-item-count': '1001' })).status).toBe(400);
    const page = await asker.query(list, { ...scope, 'x-ms-max-item-count': '2' });
    expect(page.body['_count']).toBe(2);
    const token = page.headers.get('x-ms-continuation') ?? '';
    const rest = await asker.query(list, { ...scope, 'x-ms-continuation': token });
    expect(rest.body['_count']).toBe(1);
    const other = {
      ...list,
      parameters: [{ name: '@t', value: 'u' }, ...list.parameters.slice(1)],
    };
    expect((await asker.query(other, { ...scope, 'x-ms-continuation': token })).status).toBe(400);
    expect((await asker.query(other, scope)).body['_count']).toBe(0);
    expect(
      (await asker.query(list, { 'x-ms-documentdb-partitionkey': '["o"]' })).body['_count'],
    ).toBe(0);
  });
});

describe('of the change feed it gives', () => {
  test('whole transactions in their order, each document at its newest, and goes on from there', async () => {
    const pk = { 'x-ms-documentdb-partitionkey': '["feed"]' };
    const inFeed = (id: string, more: object = {}) => creation(doc(id, { pk: 'feed', ...more }));
    await asker.batch([inFeed('a'), inFeed('b')], 'feed');
    await asker.batch([inFeed('c')], 'feed');
    const first = await asker.changes(undefined, { ...pk, 'x-ms-max-item-count': '1' });
    const ids = (body: Record<string, unknown>) =>
      (body['Documents'] as { id: string }[]).map(({ id }) => id);
    expect(ids(first.body)).toEqual(['a', 'b']);
    const etag = first.headers.get('etag') ?? '';
    expect(ids((await asker.changes(etag, pk)).body)).toEqual(['c']);
    await asker.batch(
      [{ operationType: 'Replace', id: 'a', resourceBody: doc('a', { pk: 'feed', n: 2 }) }],
      'feed',
    );
    expect(ids((await asker.changes(etag, pk)).body)).toEqual(['c', 'a']);
    const now = await asker.changes('*', pk);
    expect(now.status).toBe(304);
    expect((await asker.changes(now.headers.get('etag') ?? '', pk)).status).toBe(304);
    expect((await asker.changes('"nonsense"', pk)).status).toBe(400);
  });
});

describe('a document with a time to live', () => {
  test('is gone after it, and its id is free', async () => {
    await asker.batch([creation(doc('short', { ttl: 1 })), creation(doc('long', { ttl: -1 }))]);
    expect((await asker.read('short')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await asker.read('short')).status).toBe(404);
    expect((await asker.read('long')).status).toBe(200);
    expect(statuses((await asker.batch([creation(doc('short'))])).results)).toEqual([201]);
  });
});
