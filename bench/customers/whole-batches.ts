import { setTimeout as wait } from 'node:timers/promises';
import { bodyOf, type Row, type Stage, type Told } from './stage.ts';

const BATCH = 20;
const TRIES = 5;

interface Answers {
  readonly responses: readonly { readonly id: string; readonly status: number }[];
}

/** The name with a number: what scripts give to who comes second. */
const numbered = (row: Row, number: number): Row => ({
  ...row,
  userName: row.userName.replace('@', `${number}@`),
});

/**
 * What better scripts do: batches of twenty, one after the other. A batch of which a part was refused or broke is sent
 * again as a whole; a name that is taken gets a number.
 */
export async function wholeBatches(stage: Stage): Promise<ReadonlyMap<Row, Told>> {
  const headers = {
    Authorization: `Bearer ${await stage.applicationToken()}`,
    'Content-Type': 'application/json',
  };
  const send = async (rows: readonly Row[]): Promise<Map<string, number>> => {
    const requests = rows.map((row, id) => ({
      id: String(id),
      method: 'POST',
      url: '/users',
      headers: { 'Content-Type': 'application/json' },
      body: bodyOf(row),
    }));
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${stage.origin}/graph.microsoft.com/v1.0/$batch`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ requests }),
      });
      const { responses } = (await answer.json()) as Answers;
      const statuses = new Map(responses.map(({ id, status }) => [id, status]));
      const again = responses.some(({ status }) => status >= 429);
      if (!again || tries === TRIES) return statuses;
      await wait(1_000);
    }
  };

  const told = new Map<Row, Told>();
  for (let from = 0; from < stage.rows.length; from += BATCH) {
    const rows = stage.rows.slice(from, from + BATCH);
    const statuses = await send(rows);
    const taken = rows.filter((_, id) => statuses.get(String(id)) === 400);
    rows.forEach((row, id) => told.set(row, statuses.get(String(id)) === 201 ? 'made' : 'failed'));
    if (taken.length === 0) continue;
    const second = await send(taken.map((row) => numbered(row, 2)));
    taken.forEach((row, id) => told.set(row, second.get(String(id)) === 201 ? 'made' : 'failed'));
  }
  return told;
}
