import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { workerAside } from '../../../api/adapters/aside/worker.ts';
import type { Aside } from '../../../api/ports/aside.ts';
import { previewTask } from '../../../api/seats/actions/preview.ts';

let aside: Aside;
beforeAll(() => {
  const file = join(tmpdir(), 'nowhere', 'headcount.db');
  aside = workerAside(new URL('../../../api/aside.ts', import.meta.url), { file });
});
afterAll(() => aside.close());

test('a thread that cannot open the store fails as a store that does not answer: jobs wait, and requests are told to try again', async () => {
  const input = { tenant: { tenantId: 'a', buckets: 1 }, catalogId: 'c' };
  for (const attempt of ['the first', 'another']) {
    const asked = aside.run(previewTask, input as never, () => undefined);
    expect({ attempt, asked: await asked.catch((error: unknown) => error) }).toMatchObject({
      attempt,
      asked: { name: 'AppError', code: 'store-unavailable' },
    });
  }
});
