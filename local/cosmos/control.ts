import { z } from 'zod';
import type { Counter } from './counts.ts';
import type { Faults, FaultSpec } from './faults.ts';

/** What the control routes steer. */
export interface Controlled {
  readonly faults: Faults;
  readonly counts: Counter;
  readonly split: (database: string, container: string) => void;
}

const kinds = [
  'read',
  'batch',
  'query',
  'plan',
  'changes',
  'ranges',
  'container',
  'account',
] as const;
const faultShape = z.strictObject({
  fault: z.enum([
    'throttle',
    'retryWith',
    'gone',
    'unavailable',
    'timeout',
    'dropBefore',
    'dropAfter',
    'slow',
    'stale',
  ]),
  on: z.array(z.enum(kinds)).optional(),
  times: z.int().min(1).optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  retryAfterMs: z.int().min(0).optional(),
  delayMs: z.int().min(0).optional(),
});
const splitShape = z.strictObject({ database: z.string(), container: z.string() });

/**
 * For other processes what `CosmosDouble` gives to its own: `GET/DELETE /control/counts`, `GET/POST/DELETE
 * /control/faults`, `POST /control/split`.
 */
export function controlAnswer(
  method: string,
  path: string,
  body: string,
  { faults, counts, split }: Controlled,
): { readonly status: number; readonly body: unknown } {
  try {
    switch (`${method} ${path}`) {
      case 'GET /control/counts':
        return { status: 200, body: counts.read() };
      case 'DELETE /control/counts':
        counts.reset();
        return { status: 200, body: counts.read() };
      case 'GET /control/faults':
        return { status: 200, body: faults.struck() };
      case 'POST /control/faults':
        faults.add(faultShape.parse(JSON.parse(body)) as FaultSpec);
        return { status: 201, body: faults.struck() };
      case 'DELETE /control/faults':
        faults.clear();
        return { status: 200, body: [] };
      case 'POST /control/split': {
        const { database, container } = splitShape.parse(JSON.parse(body));
        split(database, container);
        return { status: 200, body: {} };
      }
      default:
        return { status: 404, body: { message: `There is no ${method} ${path}.` } };
    }
  } catch (error) {
    return {
      status: 400,
      body: { message: error instanceof Error ? error.message : 'Bad input.' },
    };
  }
}
