/** What one can be enrolled in, as addresses name it: both those of the api and of the tab. */
export type TrainingPath = 'courses' | 'training-plans';

/** The word for it in the keys of the texts. */
export const NOUN = { courses: 'course', 'training-plans': 'plan' } as const satisfies Record<
  TrainingPath,
  string
>;

/** The address of a course or training plan in the tab. */
export const trainingPageOf = (catalogId: string, path: TrainingPath, trainingId: string): string =>
  `/catalogs/${catalogId}/${path}/${trainingId}`;
