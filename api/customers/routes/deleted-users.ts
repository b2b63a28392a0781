import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { toIso, type Instant } from '../../kernel/time.ts';
import { deletedUsersPage, type KnownDeleted } from '../actions/deleted-users.ts';
import { deleteUsers, previewDeletions, type DeletionsPreview } from '../actions/deletions.ts';
import {
  previewRestoring,
  restoreUsers,
  type RestorationsPreview,
} from '../actions/restorations.ts';
import {
  deletedUserShape,
  deletedUsersPageShape,
  deletedUsersQuery,
  deletionsBody,
  deletionsPreviewShape,
  restorationsBody,
  restorationsPreviewShape,
} from '../contract/deleted-users.ts';
import { customerParams, previewQuery } from '../contract/words.ts';
import { daysLeft, restorableUntil } from '../rules/deleted-users.ts';
import type { Restoration } from '../rules/restorations.ts';
import { agentOf, planCallerOf } from './agent.ts';
import { namesOfProducts } from './user-view.ts';

type Names = ReadonlyMap<string, string>;

const namedLicence = (skuId: string, names: Names): { skuId: string; name: string } => ({
  skuId,
  name: names.get(skuId) ?? skuId,
});

const deletedView = (
  { user, licences, deletedBy }: KnownDeleted,
  names: Names,
  now: Instant,
): z.infer<typeof deletedUserShape> => ({
  ...{ id: user.userId, displayName: user.displayName, userName: user.userName },
  deletedAt: toIso(user.deletedAt),
  deletedBy:
    deletedBy === null ? null : { id: deletedBy.personId, displayName: deletedBy.displayName },
  restorableUntil: toIso(restorableUntil(user.deletedAt)),
  daysLeft: daysLeft(user.deletedAt, now),
  licences: licences?.map(({ skuId }) => namedLicence(skuId, names)) ?? null,
});

function deletionsView(preview: DeletionsPreview): z.infer<typeof deletionsPreviewShape> {
  const names = namesOfProducts(preview.products);
  const { deletions } = preview;
  const refused = deletions.filter(({ problem }) => problem !== null).length;
  return {
    users: deletions.map(({ userId, user, problem }) => ({
      userId,
      displayName: user?.displayName ?? null,
      userName: user?.userName ?? null,
      outcome: problem === null ? 'will' : 'refused',
      problem,
      licences:
        problem === null
          ? (user?.licences ?? []).map(({ skuId }) => namedLicence(skuId, names))
          : [],
    })),
    counts: { will: deletions.length - refused, refused },
    restorableUntil: toIso(preview.restorableUntil),
  };
}

function restorationsView({
  restorations,
  products,
}: RestorationsPreview): z.infer<typeof restorationsPreviewShape> {
  const count = (outcome: Restoration['outcome']): number =>
    restorations.filter((restoration) => restoration.outcome === outcome).length;
  const back = restorations.flatMap(({ licences }) => licences);
  const names = namesOfProducts(products);
  const tallies = products.map(({ skuId, available }) => {
    const wanted = back.filter((licence) => licence.skuId === skuId);
    const missing = wanted.filter(({ outcome }) => outcome === 'none-left').length;
    return { ...namedLicence(skuId, names), needed: wanted.length, available, missing };
  });
  return {
    users: restorations.map(({ userId, user, userName, outcome, problem, ...one }) => ({
      userId,
      displayName: user?.displayName ?? null,
      ...{ userName, outcome, problem },
      offeredUserName: one.offeredUserName,
      licencesKnown: user !== null && user.licences !== null,
      licences: one.licences.map(({ skuId, name, outcome: licence, problem: why }) => ({
        ...{ skuId, name },
        outcome: licence,
        problem: why,
      })),
    })),
    products: tallies.filter(({ needed }) => needed > 0),
    counts: { will: count('will'), clash: count('clash'), refused: count('refused') },
  };
}

/** Deleting several users of a customer, who is deleted, and restoring. */
export const deletedUserRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/customers/{customerId}/deletions',
    summary: 'Delete several users: preview, then a job (PC-31)',
    access: 'partnerStaff',
    params: customerParams,
    query: previewQuery,
    body: deletionsBody,
    idempotent: true,
    answers: { 200: deletionsPreviewShape, 202: jobShape },
    act: async (call) => {
      const { world, params, query, body } = call;
      const agent = agentOf(call);
      const { customerId } = params;
      if (query.preview) {
        const preview = await previewDeletions(world, agent, customerId, body.userIds);
        return { status: 200, body: deletionsView(preview) };
      }
      const caller = planCallerOf(call);
      return accepted(await deleteUsers(world, agent, caller, customerId, body.userIds));
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/deleted-users',
    summary: 'Deleted users of a customer, with the days left to restore each (PC-32)',
    access: 'partnerStaff',
    params: customerParams,
    query: deletedUsersQuery,
    answers: { 200: deletedUsersPageShape },
    act: async (call) => {
      const { world, params, query } = call;
      const page = await deletedUsersPage(world, agentOf(call), params.customerId, query);
      const names = namesOfProducts(page.products);
      const now = world.clock.now();
      const items = page.items.map((known) => deletedView(known, names, now));
      return { status: 200, body: { items, nextCursor: page.nextCursor, count: page.count } };
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/deleted-users/restorations',
    summary: 'Restore deleted users in the order of the list: preview, then a job (C-4, C-5)',
    access: 'partnerStaff',
    params: customerParams,
    query: previewQuery,
    body: restorationsBody,
    idempotent: true,
    answers: { 200: restorationsPreviewShape, 202: jobShape },
    act: async (call) => {
      const { world, params, query, body } = call;
      const agent = agentOf(call);
      const { customerId } = params;
      const wishes = body.users.map(({ userId, newUserName }) => ({
        userId,
        newUserName: newUserName ?? null,
      }));
      if (query.preview) {
        const preview = await previewRestoring(world, agent, customerId, wishes);
        return { status: 200, body: restorationsView(preview) };
      }
      const caller = planCallerOf(call);
      return accepted(await restoreUsers(world, agent, caller, customerId, wishes));
    },
  }),
];
