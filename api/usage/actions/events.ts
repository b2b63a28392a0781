import type { Event } from '../../audit/rules.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { ActiveIn, FigureMove } from '../rules/active.ts';

/** What events of the counting are called. */
export const PEOPLE_ACTIVE = 'people-active';

/** What is said of people by an event of the counting, for those who follow the figures. */
export interface ActiveLine {
  readonly people: readonly PersonId[];
  /** In what all of them became active. */
  readonly added: readonly ActiveIn[];
}

/** What an event of the counting holds. */
export interface ActiveData {
  readonly active: readonly ActiveLine[];
  /** What was added to the figures by it. */
  readonly figures: readonly FigureMove[];
}

/** Who became active by an event; nobody by events of another kind. */
export const activeIn = ({ what, data }: Event): readonly ActiveLine[] =>
  what === PEOPLE_ACTIVE
    ? (data as Readonly<Record<keyof ActiveData, unknown>> as ActiveData).active
    : [];

/** What an event added to the figures. */
export const movesIn = ({ what, data }: Event): readonly FigureMove[] =>
  what === PEOPLE_ACTIVE
    ? (data as Readonly<Record<keyof ActiveData, unknown>> as ActiveData).figures
    : [];
