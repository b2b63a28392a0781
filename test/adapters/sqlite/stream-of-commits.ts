/** A process that commits without end, many at once, and says of each commit that it was acknowledged. */
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { add, create, type Partition } from '../../../api/ports/store.ts';
import { contractKinds, entries, entry, heads, note, notes } from '../../contracts/store/kinds.ts';

const [file = '', thread] = process.argv.slice(2);
const store = openSqliteStore({
  file,
  kinds: contractKinds,
  thread: thread === 'always' ? 'always' : 'when-busy',
});
const partition = 't:00' as Partition;
await store.commit(partition, [create(heads, { total: 0 })]);

async function worker(): Promise<never> {
  for (;;) {
    const one = entry('written');
    const result = await store.commit(partition, [
      create(entries, one),
      add(heads, {}, { total: 1 }),
      create(notes, note({ noteId: one.entryId, tags: ['x', one.entryId] })),
    ]);
    if (result.outcome === 'committed') process.stdout.write(`${one.entryId}\n`);
  }
}
await Promise.all(Array.from({ length: 8 }, worker));
