import { hash } from 'node:crypto';
import { cursorRefused } from '../kernel/errors.ts';
import type { Cursor } from './store.ts';

/** A short mark of the question that a cursor belongs to. */
export const markOf = (question: unknown): string =>
  hash('sha256', JSON.stringify(question), 'base64url').slice(0, 12);

/** The cursor that holds these parts, what JSON can hold, for the question of that mark. */
export const cursorOf = (mark: string, parts: readonly unknown[]): Cursor =>
  Buffer.from(JSON.stringify([mark, ...parts])).toString('base64url') as Cursor;

/**
 * The parts of a cursor, as many as are asked for; what they are is for the caller to check.
 * @throws AppError `invalid-input` for one that was made for another question, or by nobody
 */
export function partsOf(cursor: string, mark: string, count: number): readonly unknown[] {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw cursorRefused();
  }
  if (!Array.isArray(read) || read.length !== count + 1 || read[0] !== mark) throw cursorRefused();
  return (read as unknown[]).slice(1);
}
