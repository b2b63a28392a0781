import { setTimeout as wait } from 'node:timers/promises';
import { bodyOf, type Row, type Stage, type Told } from './stage.ts';

const TRIES = 5;

/**
 * What most scripts do: one call for each user, one after the other; what was refused or broke is tried again after as
 * long as Graph asks, and anything else is a failed row.
 */
export async function singleCalls(stage: Stage): Promise<ReadonlyMap<Row, Told>> {
  const headers = {
    Authorization: `Bearer ${await stage.applicationToken()}`,
    'Content-Type': 'application/json',
  };
  const told = new Map<Row, Told>();
  for (const row of stage.rows) {
    told.set(row, 'failed');
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await fetch(`${stage.origin}/graph.microsoft.com/v1.0/users`, {
        method: 'POST',
        headers,
        body: JSON.stringify(bodyOf(row)),
      });
      await answer.arrayBuffer();
      if (answer.status === 201) told.set(row, 'made');
      if (answer.status < 429) break;
      await wait(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
    }
  }
  return told;
}
