import type { Download } from './api-client.ts';
import { MINUTE_MS } from './durations.ts';

/** Gives the person a file. */
export function save({ content, fileName }: Download): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), MINUTE_MS);
}
