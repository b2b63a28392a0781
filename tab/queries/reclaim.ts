import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  askResultsShape,
  asksPageShape,
  candidatesPageShape,
  ownAskShape,
  reclaimSettingsShape,
  reclaimSummaryShape,
  releaseResultsShape,
  restoreResultsShape,
  withdrawResultsShape,
  type askOfPersonShape,
  type askState,
  type ownAnswerBody,
} from '../../api/reclaim/contract.ts';
import { api } from '../api.ts';
import type { ReclaimSettings, SeatAct, SeatResult } from '../usage/answers.ts';

export type {
  Candidate,
  RefusalCode,
  ReclaimSettings,
  SeatAct,
  SeatResult,
} from '../usage/answers.ts';

/** What was last asked and done about one seat. */
export type AskOfPerson = z.infer<typeof askOfPersonShape>;
export type AskState = z.infer<typeof askState>;
export type OwnAsk = z.infer<typeof ownAskShape>;

const AT_ONCE = 50;
/** How often what was asked is looked at while something of it is being done. */
const LOOK_AGAIN_MS = 1_000;

/** The advice in figures. @param days null: as the settings say */
export const useReclaimSummary = (days: number | null) =>
  useQuery({
    queryKey: ['reclaim', 'summary', days],
    queryFn: ({ signal }) =>
      api.get('/api/reclaim', reclaimSummaryShape, { signal, query: { days: days ?? undefined } }),
    placeholderData: (before) => before,
  });

/** Who holds a seat and was not active for so many days, the longest first. */
export const useCandidates = (days: number | null) =>
  useInfiniteQuery({
    queryKey: ['reclaim', 'candidates', days],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/reclaim/candidates', candidatesPageShape, {
        signal,
        query: { limit: AT_ONCE, cursor: pageParam, days: days ?? undefined },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: days !== null,
  });

/** What was asked and done, the newest first. */
export const useAsks = (state: AskState | null) =>
  useInfiniteQuery({
    queryKey: ['reclaim', 'asks', state],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/reclaim/asks', asksPageShape, {
        signal,
        query: { limit: AT_ONCE, cursor: pageParam, state: state ?? undefined },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isUnderWay)) === true ? LOOK_AGAIN_MS : false,
  });

const isUnderWay = ({ ask: { state } }: AskOfPerson): boolean =>
  state === 'releasing' || state === 'restoring';

const SETTINGS = ['reclaim', 'settings'];

/** How unused seats are handled, with the version that a change expects. */
export const useReclaimSettings = () =>
  useQuery({
    queryKey: SETTINGS,
    queryFn: ({ signal }) =>
      api.getVersioned('/api/reclaim/settings', reclaimSettingsShape, { signal }),
  });

/** Keeps what was chosen. */
export function useChooseReclaimSettings() {
  const client = useQueryClient();
  return async (body: ReclaimSettings, ifMatch: string | null): Promise<void> => {
    await api.put('/api/reclaim/settings', reclaimSettingsShape, { body, ifMatch });
    await client.invalidateQueries({ queryKey: ['reclaim'] });
  };
}

const ACTS = {
  ask: { path: '/api/reclaim/asks', shape: askResultsShape },
  release: { path: '/api/reclaim/releases', shape: releaseResultsShape },
  restore: { path: '/api/reclaim/restorations', shape: restoreResultsShape },
  withdraw: { path: '/api/reclaim/withdrawals', shape: withdrawResultsShape },
} as const;

/** Does it for these people; gives an outcome for each. @param days for how long they must not have been active */
export async function actOnSeats(
  act: SeatAct,
  personIds: readonly string[],
  days: number,
  idempotencyKey: string,
): Promise<readonly SeatResult[]> {
  const { path, shape } = ACTS[act];
  const body = act === 'ask' || act === 'release' ? { personIds, days } : { personIds };
  const { results } = await api.post(path, shape, { body, idempotencyKey });
  return results.map((result) => ({
    personId: result.personId,
    code: result.outcome === 'refused' ? (result.code ?? 'changed') : null,
    lost: 'lost' in result && Array.isArray(result.lost) ? result.lost.length : 0,
  }));
}

const OWN = ['reclaim', 'own'];

/** Whether the person is asked about the own seat. */
export const useOwnAsk = () =>
  useQuery({
    queryKey: OWN,
    queryFn: ({ signal }) => api.get('/api/reclaim/own', ownAskShape, { signal }),
  });

/** Answers for the own seat. */
export function useOwnAnswer() {
  const client = useQueryClient();
  return async (body: z.infer<typeof ownAnswerBody>, idempotencyKey: string): Promise<void> => {
    const told = await api.post('/api/reclaim/own/answer', ownAskShape, { body, idempotencyKey });
    client.setQueryData(OWN, told);
  };
}
