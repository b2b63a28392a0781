import type { Statements } from './statements.ts';

/** A transaction that everything shares which is read in one turn of the event loop. */
export interface ReadingTurn {
  /** Begins it where none is open; it ends with the turn. */
  begin(): void;
  /** Ends it now; before this connection writes, and before it is closed. */
  end(): void;
}

/**
 * The reading turns of a connection. What is read at once is as of one moment, at the price of one visit to the file's
 * locks. Nothing older than it should be is ever read: a turn ends before the next message, so before anybody hears of a
 * commit that came after its beginning.
 */
export function readingTurnOf(statements: Statements): ReadingTurn {
  let isOpen = false;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    statements('COMMIT').run();
  };
  const endOfTurn = (): void => {
    try {
      end();
    } catch {
      // The connection is closed, or else says what is wrong with it when the next turn begins.
    }
  };
  return {
    begin() {
      if (isOpen) return;
      statements('BEGIN').run();
      isOpen = true;
      // Runs when all promises of this turn are settled, and before anything from outside is heard.
      process.nextTick(endOfTurn);
    },
    end,
  };
}
