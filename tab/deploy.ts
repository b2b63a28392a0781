/** What browsers say of a chunk that is not there any more: a newer version was deployed while the tab was open. */
const GONE = [
  /dynamically imported module/i, // Chromium, Firefox
  /importing a module script failed/i, // Safari
  /unable to preload/i, // Vite, for styles
];

/** Whether a page failed because part of it is gone since a newer version was deployed. */
export const isChunkGone = (error: unknown): boolean =>
  error instanceof Error && GONE.some((words) => words.test(error.message));
