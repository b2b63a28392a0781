import { stringify } from 'csv-stringify/sync';
import { DAY_MS, dayOf, startOfDay } from '../../api/kernel/time.ts';
import { guidOf } from '../guid.ts';
import type { NewUser } from '../tenants/user.ts';
import type { Registration } from './files.ts';

/** The tenant of the Open University's learners, and the domain of their user names. */
export const OULAD_TENANT_ID = '0a1ad000-57d1-4e5b-9c3e-28785a225210';
export const OULAD_DOMAIN = 'oulad.example';

const userNameOf = (student: string): string => `${student}@${OULAD_DOMAIN}`;

/** The learners as users of the directory, each once. */
export function learnersIn(registrations: readonly Registration[]): NewUser[] {
  const students = new Set(registrations.map(({ student }) => student));
  return [...students].map((student) => ({
    id: guidOf(`oulad/${student}`),
    userPrincipalName: userNameOf(student),
    mail: userNameOf(student),
    displayName: `Learner ${student}`,
    usageLocation: 'GB',
  }));
}

/** Presentations ending in J start on 1 October, those in B on 1 February of their year. */
function startOf(presentation: string): number {
  const year = presentation.slice(0, 4);
  return startOfDay(presentation.endsWith('J') ? `${year}-10-01` : `${year}-02-01`);
}

/**
 * The registrations as a file to import: a module is a catalog, a presentation of it a course, `AAA` and `AAA / 2013J`.
 * Who has no day of registration is taken to have registered on the first day.
 */
export function importFileOf(registrations: readonly Registration[]): string {
  const rows = registrations.map(({ module, presentation, student, ...days }) => {
    const start = startOf(presentation);
    const on = (day: number): string => dayOf(start + day * DAY_MS);
    const { registeredDay, unregisteredDay } = days;
    return [
      ...[module, `${module} / ${presentation}`, userNameOf(student)],
      ...[on(registeredDay ?? 0), unregisteredDay === null ? '' : on(unregisteredDay)],
    ];
  });
  return stringify([['catalog', 'course', 'person', 'enrolledOn', 'unenrolledOn'], ...rows]);
}
