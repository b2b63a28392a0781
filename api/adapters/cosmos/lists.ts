import { markOf } from '../../ports/cursors.ts';
import type { Listed, Page, Partition, Question } from '../../ports/store.ts';
import type { Items } from './container.ts';
import { cursorAt, placeAt, type Place } from './cursors.ts';
import type { Doc } from './fields.ts';
import { heldOf, type StoredItem } from './items.ts';
import type { IndexLayout, Layout } from './layout.ts';
import { askedOf, countSpec, listSpec } from './questions.ts';
import { behind } from './sort-keys.ts';

/** The service gives no more in one answer. */
const ANSWER_MAX = 1_000;

/** One entry of a list, and its place. */
interface Entry {
  readonly item: StoredItem;
  readonly place: Place;
}

const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The entries that a document gives: itself, or each of its elements that begins so and lies behind the place. */
function entriesOf(
  item: StoredItem,
  path: string,
  beginning: string | null,
  after: Place | null,
): Entry[] {
  const key = item.sort[path] ?? '';
  if (beginning === null) return [{ item, place: { key, element: null } }];
  const seen = after?.key === key ? after.element : null;
  return (item.entries[path] ?? [])
    .filter((element) => element.startsWith(beginning) && (seen === null || element > seen))
    .sort(byUnits)
    .map((element) => ({ item, place: { key, element } }));
}

/** One page of an index. */
export async function listPage(
  items: Items,
  layout: Layout,
  index: IndexLayout,
  partition: Partition,
  question: Question<Doc>,
): Promise<Page<Doc>> {
  const { after, limit, equals, each, from, upTo } = question;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new Error(`${layout.name}.${index.name}: the limit must be 1 to 1,000.`);
  const asked = askedOf(layout, index, question);
  const mark = markOf([partition, layout.name, index.name, equals, each, from, upTo]);
  const place = after == null ? null : placeAt(after, mark, asked.stretch);

  const stretch =
    place === null
      ? asked.stretch
      : place.element === null
        ? behind(asked.stretch, place.key)
        : { ...asked.stretch, from: place.key };
  const spec = listSpec(partition, { ...asked, stretch });
  const entries: Entry[] = [];
  let continuation: string | null = null;
  do {
    const size = Math.min(ANSWER_MAX, limit + 1 - entries.length);
    const page: Awaited<ReturnType<typeof items.query<StoredItem>>> = await items.query(
      partition,
      spec,
      { size, continuation },
    );
    for (const item of page.items)
      entries.push(...entriesOf(item, asked.path, asked.beginning, place));
    continuation = page.continuation;
  } while (continuation !== null && entries.length <= limit);

  const last = entries.length > limit ? entries[limit - 1] : undefined;
  return {
    items: entries.slice(0, limit).map(({ item, place: { element } }): Listed<Doc> => {
      const held = heldOf(layout, item);
      return element === null ? held : { ...held, element };
    }),
    next: last === undefined ? null : cursorAt(mark, last.place),
  };
}

/** How many entries an index has for the question. The service counts portions, of which there may be several. */
export async function countEntries(
  items: Items,
  layout: Layout,
  index: IndexLayout,
  partition: Partition,
  question: Omit<Question<Doc>, 'after' | 'limit'>,
): Promise<number> {
  const spec = countSpec(partition, askedOf(layout, index, question));
  let sum = 0;
  let continuation: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof items.query<number>>> = await items.query(
      partition,
      spec,
      { size: ANSWER_MAX, continuation },
    );
    sum += page.items.reduce((total, portion) => total + portion, 0);
    continuation = page.continuation;
  } while (continuation !== null);
  return sum;
}
