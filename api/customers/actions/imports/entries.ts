import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { World } from '../../../ports/world.ts';
import { createSumming, type Summing } from '../../rules/imports/summary.ts';
import type { PlannedEntry } from '../../rules/plans/entry.ts';
import { readRows, type Reading, type WhyNoRoles } from './read-rows.ts';

/** The entries of an import, and what they come to once all were taken. */
export interface ImportEntries {
  readonly entries: AsyncIterable<PlannedEntry>;
  readonly sum: Summing['sum'];
}

/** Reads the entries of an import: one for each row, also for those that are refused. */
export async function importEntries(
  world: Pick<World, 'files'>,
  hands: CustomerHands,
  reading: Reading,
  whyNoRoles: WhyNoRoles,
): Promise<ImportEntries> {
  const products = await hands.licences();
  const summing = createSumming(products);
  async function* entries(): AsyncGenerator<PlannedEntry> {
    for await (const row of readRows(world, hands, products, reading, whyNoRoles)) {
      summing.add(row.line, row.judged);
      const { act, faults } = row.judged;
      yield { act, faults, row: row.echo, userName: row.userName };
    }
  }
  return { entries: entries(), sum: () => summing.sum() };
}
