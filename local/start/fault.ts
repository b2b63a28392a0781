/** Why the start cannot go on, in one line that says what to do. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** The code that Node gives a failed system call: `EADDRINUSE`, `ENOENT`; null for other errors. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
