import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import {
  catalogAdminPage,
  catalogPage,
  catalogShape,
  enrolmentPage,
  linkedGroupPage,
  listEntryPage,
  trainingPage,
  trainingShape,
} from '../../api/catalogs/contract.ts';
import { deletionPreviewShape } from '../../api/seats/contract.ts';
import { catalogSubscriptionShape } from '../../api/subscriptions/contract.ts';
import { api } from '../api.ts';
import type { TrainingPath } from '../catalogs/trainings.ts';
import { keyOf, usePages } from './pages.ts';

/** What a catalog, a course and a training plan have in common. */
export const namedThing = z.looseObject({ name: z.string() });
export type NamedThing = z.infer<typeof namedThing>;

/** How many catalogs, courses or plans are read at once. */
const NAMES_AT_ONCE = 100;
/** How many people are read at once: more than fit a screen, so that scrolling seldom waits. */
const PEOPLE_AT_ONCE = 100;

/** The catalogs that the person may see, by name, each with its figures. */
export const useCatalogs = () => usePages('/api/catalogs', catalogPage, { limit: NAMES_AT_ONCE });

/** One catalog with its figures, and its version for a change. */
export const useCatalog = (catalogId: string) =>
  useQuery({
    queryKey: ['catalogs', catalogId],
    queryFn: ({ signal }) =>
      api.getVersioned(`/api/catalogs/${catalogId}`, catalogShape, { signal }),
  });

/** The subscription as the admins of a catalog may see it. */
export const useCatalogSubscription = (catalogId: string) =>
  useQuery({
    queryKey: ['catalogs', catalogId, 'subscription'],
    queryFn: ({ signal }) =>
      api.get(`/api/catalogs/${catalogId}/subscription`, catalogSubscriptionShape, { signal }),
  });

/** The courses, or the training plans, of a catalog by name. */
export const useTrainings = (catalogId: string, path: TrainingPath) =>
  usePages(`/api/catalogs/${catalogId}/${path}`, trainingPage, { limit: NAMES_AT_ONCE });

/** One course or training plan, and its version for a change. */
export const useTraining = (path: TrainingPath, trainingId: string) =>
  useQuery({
    queryKey: [path, trainingId],
    queryFn: ({ signal }) =>
      api.getVersioned(`/api/${path}/${trainingId}`, trainingShape, { signal }),
  });

/** Who is enrolled in a course or training plan. */
export const useEnrolments = (path: TrainingPath, trainingId: string) =>
  usePages(`/api/${path}/${trainingId}/enrolments`, enrolmentPage, { limit: PEOPLE_AT_ONCE });

/** The Users list of a catalog, by name. */
export const useUsersList = (catalogId: string) =>
  usePages(`/api/catalogs/${catalogId}/people`, listEntryPage, { limit: PEOPLE_AT_ONCE });

/** The catalog admins of a catalog. */
export const useCatalogAdmins = (catalogId: string) =>
  usePages(`/api/catalogs/${catalogId}/admins`, catalogAdminPage, { limit: PEOPLE_AT_ONCE });

/**
 * The groups whose members are in a course or training plan, or on a Users list.
 * @param base the address of what they are in, such as `/api/courses/{courseId}`
 */
export const useLinkedGroups = (base: string) =>
  useQuery({
    queryKey: [...keyOf(base), 'groups'],
    queryFn: ({ signal }) => api.get(`${base}/groups`, linkedGroupPage, { signal }),
  });

/**
 * What deleting would end and free, read anew each time it is asked for.
 * @param base the address of what would be deleted
 */
export const useDeletionPreview = (base: string) =>
  useQuery({
    queryKey: [...keyOf(base), 'deletion-preview'],
    queryFn: ({ signal }) => api.get(`${base}/deletion-preview`, deletionPreviewShape, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
