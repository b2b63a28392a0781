import { createHmac } from 'node:crypto';
import { newId } from '../../api/kernel/ids.ts';
import type { Reply, TestWorld } from '../world.ts';

/** What the API answers to `GET /api/usage`, as far as the tests look at it. */
export interface UsageBody {
  readonly plan: string;
  readonly timeZone: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly purchased: number | null;
  readonly used: number;
  readonly remaining: number | null;
  readonly overage: number;
  readonly totalActive: number;
  readonly overall: {
    readonly active: number;
    readonly consuming: number;
    readonly consumingMonth: string;
    readonly notEnrolled: number;
  };
  readonly months: readonly {
    readonly month: string;
    readonly unique: number;
    readonly usedSoFar: number;
    readonly closed: boolean;
  }[];
  readonly periods: readonly { readonly from: string; readonly to: string }[];
}

/** What became of activities, in a word each. */
export type Told = Reply<{
  readonly results: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly code?: string;
  }[];
}>;

/** An activity of somebody, now or `at`. */
export const done = (
  world: TestWorld,
  personId: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  ...{ id: newId(), personId, kind: 'course-consumed' },
  at: new Date(world.world().clock.now()).toISOString(),
  ...more,
});

/** Outcomes, and codes of what is refused. */
export const wordsOf = ({ body }: Told): string[] =>
  body.results.map(({ outcome, code }) => code ?? outcome);

/** The usage as the owner sees it. */
export const usageOf = async (world: TestWorld, query = ''): Promise<UsageBody> =>
  (await world.api('owner').get<UsageBody>(`/api/usage${query}`)).body;

/** Somebody's ids from the people of the home tenant. */
export async function someone(world: TestWorld, count: number): Promise<string[]> {
  const page = await world
    .api('owner')
    .get<{ items: { id: string }[] }>(`/api/people?limit=${count}`);
  return page.body.items.map(({ id }) => id);
}

/** Moves the clock to the fifth day of the next month, so that a test has room before and after. */
export async function toNextMonth(world: TestWorld): Promise<void> {
  const now = new Date(world.world().clock.now());
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 5);
  await world.advance(`PT${Math.ceil((next - now.getTime()) / 1_000)}S`);
}

/** A platform as it was just registered. */
export interface Registered {
  readonly id: string;
  readonly secret: string;
}

/** The headers of a signed call. */
export function signed(
  { id, secret }: Registered,
  body: string,
  atMs: number = Date.now(),
): Record<string, string> {
  const seconds = Math.floor(atMs / 1_000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return { 'Headcount-Platform': id, 'Headcount-Signature': `t=${seconds},v1=${digest}` };
}
