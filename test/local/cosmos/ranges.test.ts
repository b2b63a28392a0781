import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCosmosDouble, type CosmosDouble } from '../../../local/cosmos/double.ts';
import { askerOf, CONTAINER, creation } from './asking.ts';

let double: CosmosDouble;
beforeAll(async () => {
  double = await createCosmosDouble();
});
afterAll(() => double.close());

interface Range {
  readonly id: string;
  readonly minInclusive: string;
  readonly maxExclusive: string;
  readonly parents: readonly string[];
}

test('a split range is gone, its halves are in the renewed list, and together they have what it had', async () => {
  const asker = askerOf(double);
  await asker.ask('POST', '/dbs', { body: { id: 'h' } });
  const paths = [...CONTAINER.indexingPolicy.includedPaths, { path: '/expiresAt/?' }];
  await asker.ask('POST', '/dbs/h/colls', {
    body: { ...CONTAINER, indexingPolicy: { ...CONTAINER.indexingPolicy, includedPaths: paths } },
  });
  const partitions = Array.from({ length: 12 }, (_, nth) => `p${String(nth)}`);
  for (const pk of partitions)
    await asker.batch([creation({ id: 'x', pk, tenantId: 't', expiresAt: 1 })], pk);

  const ranges = async (): Promise<Range[]> => {
    const { body } = await asker.ask('GET', '/dbs/h/colls/tenant/pkranges');
    return body['PartitionKeyRanges'] as Range[];
  };
  const expiredIn = (range: string) =>
    asker.query(
      {
        query: 'SELECT c.id, c.pk, c._etag FROM c WHERE c.expiresAt < @before',
        parameters: [{ name: '@before', value: 5 }],
      },
      { 'x-ms-documentdb-partitionkeyrangeid': range },
    );
  const found = async (): Promise<string[]> => {
    const replies = await Promise.all((await ranges()).map(({ id }) => expiredIn(id)));
    return replies
      .flatMap(({ body }) => body['Documents'] as { pk: string }[])
      .map(({ pk }) => pk)
      .sort();
  };
  expect(await ranges()).toMatchObject([{ id: '0', minInclusive: '', maxExclusive: 'FF' }]);
  expect(await found()).toEqual([...partitions].sort());

  double.split('h', 'tenant');
  const gone = await expiredIn('0');
  expect([gone.status, gone.substatus]).toEqual([410, '1002']);
  expect(await ranges()).toMatchObject([
    { id: '1', minInclusive: '', parents: ['0'] },
    { id: '2', maxExclusive: 'FF', parents: ['0'] },
  ]);
  expect(await found()).toEqual([...partitions].sort());
  const first = await asker.read('x', 'p0');
  expect([first.status, first.substatus]).toEqual([410, '1002']);
  expect((await asker.read('x', 'p0')).status).toBe(200);
});
