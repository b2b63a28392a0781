import type { ZodType } from 'zod';

/** What is wrong with a text that was typed: it is empty, too long, or not what it should be. */
export type TextFault = 'empty' | 'too-long' | 'malformed';

/** What the API's own rule says of a text, without what stands around it; null where nothing is wrong. */
export function textFaultOf(shape: ZodType, typed: string): TextFault | null {
  const told = shape.safeParse(typed.trim());
  if (told.success) return null;
  if (typed.trim() === '') return 'empty';
  return told.error.issues.some(({ code }) => code === 'too_big') ? 'too-long' : 'malformed';
}
