import type { Calls } from '../calls.ts';
import type { RawPage } from '../rows.ts';

/** More pages than this has no customer's, and no agent's, list: what leads on is a loop. */
const PAGES_MAX = 200;

/** All pages of a collection that is known to be short. */
export async function* pagesOf(calls: Calls, path: string): AsyncGenerator<RawPage> {
  let next: string | undefined = path;
  for (let pages = 0; next !== undefined && pages < PAGES_MAX; pages++) {
    const page = (await calls.get(next)) as RawPage;
    yield page;
    next = page['@odata.nextLink'];
  }
}
