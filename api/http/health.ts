import { z } from 'zod';
import { route, type Route } from './route.ts';
import type { Readiness } from './readiness.ts';

const ready = z.strictObject({
  ready: z.boolean(),
  missing: z
    .array(z.strictObject({ code: z.string(), detail: z.string() }))
    .meta({ description: 'What keeps the service from being ready; empty when it is.' }),
});

/** Whether the process is up, and whether it can serve. */
export const healthRoutes = (readiness: Readiness): readonly Route[] => [
  route({
    method: 'get',
    path: '/health',
    summary: 'Whether the process is up',
    access: 'open',
    answers: { 200: z.strictObject({ up: z.literal(true) }) },
    act: () => Promise.resolve({ status: 200, body: { up: true } }),
  }),
  route({
    method: 'get',
    path: '/ready',
    summary: 'Whether the store is reachable and the directories are known well enough',
    access: 'open',
    answers: { 200: ready, 503: ready },
    act: async () => {
      const missing = await readiness();
      return missing.length === 0
        ? { status: 200, body: { ready: true, missing } }
        : { status: 503, headers: { 'Retry-After': '1' }, body: { ready: false, missing } };
    },
  }),
];
