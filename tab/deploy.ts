/** What browsers say of a chunk that they cannot get. */
const NO_CHUNK = [
  /dynamically imported module/i, // Chromium, Firefox
  /importing a module script failed/i, // Safari
  /unable to preload/i, // Vite, for styles
];

/**
 * Why a part of the tab failed: its chunk is gone since a newer version was deployed while the tab was open, or there is
 * no network to get it by, or it is a fault of ours.
 */
export function chunkFaultOf(
  error: unknown,
  isOnline: boolean,
): 'newer-version' | 'network-lost' | 'crash' {
  if (!(error instanceof Error) || !NO_CHUNK.some((words) => words.test(error.message))) {
    return 'crash';
  }
  return isOnline ? 'newer-version' : 'network-lost';
}
