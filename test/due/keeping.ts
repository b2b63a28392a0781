import type { Keeping } from '../../api/due/actions.ts';

/** A process that does not close and has the store for itself. */
export const STAYING: Keeping = { closing: new AbortController().signal, alone: true };
