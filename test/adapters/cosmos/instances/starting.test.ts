import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createLocalCloud } from '../../../../local/cloud.ts';
import { createCosmosDouble } from '../../../../local/cosmos/double.ts';
import { createInstance, type Instance } from './instance.ts';

jest.setTimeout(120_000);

let folder: string;
let common: Record<string, string>;
const ends: (() => unknown)[] = [];
const started = (env: Record<string, string>): Instance => {
  const instance = createInstance({ ...common, ...env });
  ends.push(() => instance.kill());
  return instance;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-starting-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const double = await createCosmosDouble();
  ends.push(() => double.close());
  const cloud = await createLocalCloud();
  ends.push(() => cloud.close());
  common = {
    LOCAL_CLOUD_ORIGIN: cloud.origin,
    COSMOS_ENDPOINT: double.endpoint,
    COSMOS_KEY: double.key,
  };
  await started({ DATA_DIR: join(folder, 'one') }).start();
});
afterAll(async () => {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
});

describe('a further process on the store', () => {
  test('is refused on the data folder of another one', async () => {
    const second = started({ DATA_DIR: join(folder, 'one') });
    await expect(second.start()).rejects.toThrow(/Give each process a DATA_DIR of its own/);
  });

  test('is refused where it has other files, until it shares them or the old ones are given up', async () => {
    const own = join(folder, 'two');
    const refusal = await started({ DATA_DIR: own })
      .start()
      .catch((error: unknown) => String(error));
    expect(refusal).toMatch(/Set FILES_DIR to a folder that all processes on the store share/);

    const sharing = started({ DATA_DIR: own, FILES_DIR: join(folder, 'one', 'files') });
    await sharing.start();
    await sharing.kill();

    const [, mark = '', file = ''] =
      /write (\S+) into (\S+) and start again/.exec(refusal ?? '') ?? [];
    await writeFile(file, mark);
    await started({ DATA_DIR: own }).start();
  });
});
