import type { Body } from './documents.ts';
import { badRequest, notStoodInFor, preconditionFailed } from './refusal.ts';

/** What a patch is made of. */
export interface Patch {
  readonly condition?: unknown;
  readonly operations?: unknown;
}

const STEPS_MAX = 10;
const PATH = /^(?:\/[A-Za-z_][A-Za-z0-9_]*)+$/;
const UNTOUCHABLE = /^\/(?:id|pk|_[A-Za-z]*)$/;

const CONDITION = /^from c where (.+)$/;
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const SIDE = String.raw`c(?:\.[A-Za-z_][A-Za-z0-9_]*)+(?: \+ ${NUMBER})?|${NUMBER}`;
const COMPARISON = new RegExp(`^(${SIDE}) (<=|>=|<|>|=) (${SIDE})$`);

function valueAt(doc: Body, path: readonly string[]): unknown {
  let value: unknown = doc;
  for (const name of path)
    value =
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : null;
  return value;
}

/** A side of a comparison: a number, a property, or a property and a number. Undefined where the property is no number. */
function sideOf(doc: Body, text: string): number | undefined {
  if (!text.startsWith('c.')) return Number(text);
  const [property = '', addend = '0'] = text.split(' + ');
  const value = valueAt(doc, property.split('.').slice(1));
  return typeof value === 'number' ? value + Number(addend) : undefined;
}

const COMPARE: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '=': (left, right) => left === right,
};

/**
 * Whether a patch's condition holds. Only comparisons of numbers joined by `and` are taken, since a condition has no
 * parameters: whoever puts a text into one is refused.
 */
function holds(doc: Body, condition: unknown): boolean {
  const text = typeof condition === 'string' ? CONDITION.exec(condition)?.[1] : undefined;
  if (text === undefined) throw badRequest('The patch’s condition is no "from c where …".');
  if (text === 'false') return false;
  return text.split(' and ').every((comparison) => {
    const [, left, operator, right] = COMPARISON.exec(comparison) ?? [];
    const compare = COMPARE[operator ?? ''];
    if (left === undefined || right === undefined || compare === undefined)
      throw notStoodInFor(`the condition ${comparison}`);
    const values = [sideOf(doc, left), sideOf(doc, right)] as const;
    return values[0] !== undefined && values[1] !== undefined && compare(values[0], values[1]);
  });
}

function carryOut(doc: Record<string, unknown>, step: unknown): void {
  const { op, path, value } = (step ?? {}) as Record<string, unknown>;
  if (typeof path !== 'string' || !PATH.test(path))
    throw badRequest('The patch’s path is invalid.');
  if (UNTOUCHABLE.test(path)) throw badRequest(`${path} cannot be patched.`);
  const names = path.slice(1).split('/');
  const last = names.pop() ?? '';
  const owner = valueAt(doc, names);
  if (owner === null || typeof owner !== 'object')
    throw badRequest(`${path} is in nothing that there is.`);
  const target = owner as Record<string, unknown>;
  switch (op) {
    case 'incr': {
      const before = target[last] ?? 0;
      if (typeof value !== 'number' || typeof before !== 'number')
        throw badRequest(`${path} is no number to add to.`);
      target[last] = before + value;
      return;
    }
    case 'set':
      if (value === undefined) throw badRequest(`${path} is set to nothing.`);
      target[last] = value;
      return;
    default:
      throw notStoodInFor(`the patch operation ${String(op)}`);
  }
}

/** The document after a patch. @throws Refusal 412 where its condition does not hold */
export function patched(doc: Body, { condition, operations }: Patch): Body {
  if (!Array.isArray(operations) || operations.length < 1 || operations.length > STEPS_MAX)
    throw badRequest(`A patch has 1 to ${STEPS_MAX} operations.`);
  if (condition !== undefined && !holds(doc, condition)) throw preconditionFailed();
  const after = structuredClone(doc) as Record<string, unknown>;
  for (const step of operations) carryOut(after, step);
  return after;
}
