import type { z } from 'zod';
import type { TrainingId } from '../../kernel/ids.ts';
import { courseParams, planParams } from '../contract.ts';
import type { TrainingType } from '../rules.ts';

type Params = z.infer<typeof courseParams> | z.infer<typeof planParams>;

/** How the routes name what one can be enrolled in. */
export interface TrainingWord {
  readonly type: TrainingType;
  readonly noun: string;
  readonly path: string;
  readonly param: string;
  readonly params: z.ZodType<Params>;
  idIn(params: Params): TrainingId;
}

const idIn = (params: Params): TrainingId =>
  'courseId' in params ? params.courseId : params.planId;

/** Courses, as their routes speak of them. */
export const COURSE: TrainingWord = {
  type: 'course',
  noun: 'course',
  path: 'courses',
  param: 'courseId',
  params: courseParams,
  idIn,
};

/** Training plans, as their routes speak of them. */
export const PLAN: TrainingWord = {
  type: 'plan',
  noun: 'training plan',
  path: 'training-plans',
  param: 'planId',
  params: planParams,
  idIn,
};
