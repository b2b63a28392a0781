import type { z } from 'zod';
import type { ReasonShape, seatShape } from '../../api/seats/contract.ts';

/** A seat, explained. */
export type Seat = z.infer<typeof seatShape>;

/** What removing a person entirely would end (L-7). */
export interface Ending {
  /** Enrolments in courses and training plans that the reader may see. */
  readonly enrolments: number;
  readonly catalogs: number;
  /** How many of the enrolments come through groups: group sync will not bring the person back. */
  readonly throughGroups: number;
  readonly flow: boolean;
  readonly freesSeat: boolean;
}

const trainingOf = (reason: ReasonShape): string => reason.courseId ?? reason.planId ?? '';

/** What ends for a person whose seat is explained so. */
export function endingOf(seat: Seat): Ending {
  const enrolments = seat.because.filter(({ code }) => code === 'enrolment');
  const inGroups = enrolments.filter(({ groupId }) => groupId !== undefined);
  return {
    enrolments: new Set(enrolments.map(trainingOf)).size,
    catalogs: new Set(enrolments.map(({ catalogId }) => catalogId)).size,
    throughGroups: new Set(inGroups.map(trainingOf)).size,
    flow: seat.because.some(({ code }) => code === 'flow'),
    freesSeat: seat.counted,
  };
}
