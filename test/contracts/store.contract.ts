import { afterAll, beforeAll, describe } from '@jest/globals';
import type { AnyKind, Store } from '../../api/ports/store.ts';
import { callersBugs } from './store/bugs.ts';
import { commitLaws } from './store/commits.ts';
import { cursorLaws } from './store/cursors.ts';
import { expiryLaws } from './store/expiry.ts';
import { contractKinds } from './store/kinds.ts';
import { listLaws } from './store/lists.ts';
import { logLaws } from './store/log.ts';
import { modelLaws } from './store/model.ts';
import { raceLaws } from './store/races.ts';
import { textLaws } from './store/texts.ts';

/** What the port promises, for any adapter. `open` gives an empty store of these kinds, and what ends it. */
export function storeContract(
  name: string,
  open: (kinds: readonly AnyKind[]) => Promise<{ store: Store; stop: () => Promise<void> }>,
): void {
  describe(`the store contract, kept by ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open(contractKinds);
    });
    afterAll(() => opened.stop());
    const store = (): Store => opened.store;

    commitLaws(store);
    callersBugs(store);
    raceLaws(store);
    listLaws(store);
    cursorLaws(store);
    logLaws(store);
    textLaws(store);
    expiryLaws(store);
    modelLaws(store);
  });
}
