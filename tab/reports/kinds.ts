import { reportKind, type ReportShape } from '../../api/reports/contract.ts';
import type { Peer } from '../peers/answers.ts';

/** What a report is about. */
export type Kind = ReportShape['kind'];

const OF_A_CATALOG: readonly Kind[] = ['usage', 'active-users', 'enrolments'];
const OF_PEER_TRAININGS: readonly Kind[] = ['peer-enrolments', 'peer-catalogs'];
const OF_A_PEER: readonly Kind[] = [...OF_PEER_TRAININGS, 'peer-users'];
const AS_IT_IS_NOW: readonly Kind[] = ['users', 'peer-catalogs', 'peer-users'];

/** Whether there is such a report of one catalog alone. */
export const isOfACatalog = (kind: Kind): boolean => OF_A_CATALOG.includes(kind);

/** Whether it is on what a peer account does in a shared catalog, so that one has to be chosen (PA-21). */
export const isOfPeerTrainings = (kind: Kind): boolean => OF_PEER_TRAININGS.includes(kind);

/** Whether months are chosen for it; else it says how things are when it is made. */
export const isOfMonths = (kind: Kind): boolean => !AS_IT_IS_NOW.includes(kind);

/** What can be asked for on the own account. */
export const ownKinds = (isAdmin: boolean): readonly Kind[] =>
  reportKind.options.filter(
    (kind) => !OF_A_PEER.includes(kind) && (isAdmin || OF_A_CATALOG.includes(kind)),
  );

/** What can be asked for on a peer account, as far as it lets that be seen (PA-18, PA-25). */
export const kindsOfPeer = ({ may }: Pick<Peer, 'may'>): readonly Kind[] => [
  ...(may.trainingReports ? OF_PEER_TRAININGS : []),
  ...(may.userReport ? (['peer-users'] as const) : []),
];

/**
 * The accounts of which a report can be chosen beside the own one: peers with training reports, and no others (PA-20).
 * @param chosenId of one that was chosen elsewhere and is there too
 */
export const accountsIn = (given: readonly Peer[], chosenId: string | undefined): readonly Peer[] =>
  given.filter(({ id, may }) => may.trainingReports || id === chosenId);
