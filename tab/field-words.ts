import { ApiError } from './api-error.ts';

/** What the API says of each field, by the field's name: to show beside it; the first of several. */
export function fieldWords(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const words: Record<string, string> = {};
  for (const { path, message } of error.errors) {
    // A pointer into the body, `/email` or `/contact/email`, or `/query/standing`.
    const field = path.split('/').at(-1) ?? path;
    words[field] ??= message;
  }
  return words;
}
