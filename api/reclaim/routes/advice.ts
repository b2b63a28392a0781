import { etagOf } from '../../http/etag.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import { accountOf } from '../../subscriptions/routes.ts';
import { asksPage, candidatesPage, summaryOf } from '../actions/advice.ts';
import { readSettings } from '../actions/reading.ts';
import { changeSettings } from '../actions/settings.ts';
import {
  asksPageShape,
  asksQuery,
  candidatesPageShape,
  candidatesQuery,
  reclaimSettingsBody,
  reclaimSettingsShape,
  reclaimSummaryQuery,
  reclaimSummaryShape,
} from '../contract.ts';
import { askOfPersonView, candidateView, settingsView, summaryView } from './views.ts';

const settingsAnswer = ({ doc, version }: Awaited<ReturnType<typeof readSettings>>): Answer => ({
  status: 200,
  headers: { ETag: etagOf(version) },
  body: settingsView(doc),
});

/** Which seats are not used, what was asked of whom, and how the account handles it. */
export const adviceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/reclaim',
    summary: 'How many seats are held by people who were not active, and what they are worth',
    access: 'admins',
    query: reclaimSummaryQuery,
    answers: { 200: reclaimSummaryShape },
    act: async ({ world, caller, query }) => {
      const { doc: settings } = await readSettings(world, caller.tenant);
      const days = query.days ?? settings.inactiveDays;
      const summary = await summaryOf(world, caller.tenant, accountOf(caller), days);
      return { status: 200, body: summaryView(summary, settings, days) };
    },
  }),
  route({
    method: 'get',
    path: '/api/reclaim/candidates',
    summary: 'Who holds a seat and was not active for a chosen time, the longest first',
    access: 'admins',
    query: candidatesQuery,
    answers: { 200: candidatesPageShape },
    act: async ({ world, caller, query }) => {
      const { doc: settings } = await readSettings(world, caller.tenant);
      const days = query.days ?? settings.inactiveDays;
      const page = await candidatesPage(world, caller.tenant, { ...query, days });
      const now = world.clock.now();
      const items = page.items.map((candidate) => candidateView(candidate, now));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/reclaim/asks',
    summary: 'What was last asked and done about people’s seats, the newest first',
    access: 'admins',
    query: asksQuery,
    answers: { 200: asksPageShape },
    act: async ({ world, caller, query }) => {
      const page = await asksPage(world, caller.tenant, query);
      const items = page.items.map(askOfPersonView);
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/reclaim/settings',
    summary: 'How the account handles seats that are not used',
    access: 'admins',
    answers: { 200: reclaimSettingsShape },
    act: async ({ world, caller }) => settingsAnswer(await readSettings(world, caller.tenant)),
  }),
  route({
    method: 'put',
    path: '/api/reclaim/settings',
    summary: 'Choose how the account handles seats that are not used',
    access: 'admins',
    body: reclaimSettingsBody,
    versioned: true,
    answers: { 200: reclaimSettingsShape },
    act: async ({ world, caller, actor, body, ifMatch }) =>
      settingsAnswer(await changeSettings(world, caller.tenant, actor, body, ifMatch)),
  }),
];
