import Sequencer from '@jest/test-sequencer';

/**
 * Files that take long however short they are: they open a browser, start processes, or repeat whole suites on another store.
 * In the order in which they had best begin.
 */
const LONG = ['test/adapters/cosmos/product/', 'test/browser/', 'test/adapters/cosmos/instances/'];

const rankOf = ({ path }) => {
  const rank = LONG.findIndex((folder) => path.replaceAll('\\', '/').includes(folder));
  return rank < 0 ? LONG.length : rank;
};

/**
 * The order of the test files: the longest first, so that no worker is left alone with them at the end. Jest knows how long
 * each took the last time; in a fresh clone it knows sizes alone, and this helps.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
