import type { Instant } from '../../../kernel/time.ts';
import type { PeerReportKind } from '../../../peers/rules/reports.ts';
import { bucketsOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import type { StoreReader } from '../../../ports/store.ts';
import { trainingTotal } from '../../../seats/actions/figures.ts';
import { enrolments, people } from '../../../seats/kinds.ts';
import type { Person } from '../../../seats/rules/person.ts';
import type { Row } from '../../rules/columns.ts';
import { isWithin } from './enrolments.ts';
import { personCells } from './people.ts';
import { PAGE, type OfPeer, type Reading, type RowPage, type RowSource } from './source.ts';

/** The reading of a peer's report. */
export interface PeerReading {
  readonly store: StoreReader;
  readonly of: OfPeer;
  /** The months of the enrolments, from the first instant to the first after them. */
  readonly beginsAt: Instant;
  readonly endsAt: Instant;
}

const bucketsIn = ({ of: { receiver } }: PeerReading) =>
  bucketsOf(receiver.tenantId, receiver.buckets);

/** Who is enrolled in what of the shared catalog, as far as it was so in the months: by the giver's names of courses. */
function enrolmentRows(reading: PeerReading): RowSource {
  const { store, of } = reading;
  const asked = of.trainings.flatMap((training) =>
    bucketsIn(reading).map((bucket) => ({ training, bucket })),
  );
  return {
    async total() {
      const counts = await Promise.all(
        asked.map(({ bucket, training: { trainingId } }) =>
          store.count(bucket, enrolments, 'byTraining', { equals: { trainingId } }),
        ),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      for (const { bucket, training } of asked) {
        const { trainingId, name, type } = training;
        const question = { equals: { trainingId } };
        for await (const page of pagesOf(store, bucket, enrolments, 'byTraining', question, PAGE)) {
          const theirs = page.map(({ doc }) => doc).filter((doc) => isWithin(doc, reading));
          const ids = theirs.map(({ personId }) => personId);
          const person = await personCells({ store, tenant: of.receiver }, ids);
          const rows = theirs.map(({ personId, enrolledAt, live, endedAt }): Row => {
            const [displayName = null, userName = null, mail = null] = person(personId);
            return [name, type, displayName, userName, mail, live, enrolledAt, endedAt];
          });
          yield { rows, read: page.length };
        }
      }
    },
  };
}

/** How many are enrolled now in each course of the shared catalog. */
const catalogRows = ({ store, of: { trainings, receiver } }: PeerReading): RowSource => ({
  total: () => Promise.resolve(trainings.length),
  async *pages(): AsyncGenerator<RowPage> {
    for (const { trainingId, name, type } of trainings) {
      const enrolled = await trainingTotal({ store }, receiver, trainingId);
      yield { rows: [[name, type, enrolled]], read: 1 };
    }
  },
});

const isRegistered = ({ flowSince, catalogs }: Person): boolean =>
  flowSince !== null || Object.keys(catalogs).length > 0;

const isActive = ({ account }: Person): boolean => account === 'enabled' || account === 'none';

/** Everybody who is registered with an account (PA-26). */
function userRows(reading: PeerReading): RowSource {
  const { store, of } = reading;
  const rowOf = (person: Person): Row => {
    const { personId, displayName, userName, mail, guest, account } = person;
    const { counted, countedSince, flowSince, deletedAt, catalogs } = person;
    return [
      ...[displayName, userName, mail, personId, guest ? 'guest' : 'member', account],
      ...[counted, countedSince, flowSince, deletedAt, Object.keys(catalogs).length],
    ];
  };
  return {
    async total() {
      const counts = await Promise.all(
        bucketsIn(reading).map((bucket) => store.count(bucket, people, 'byId', {})),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      for (const bucket of bucketsIn(reading))
        for await (const page of pagesOf(store, bucket, people, 'byId', {}, PAGE)) {
          const shown = page
            .map(({ doc }) => doc)
            .filter((person) => isRegistered(person) && (!of.activeOnly || isActive(person)));
          yield { rows: shown.map(rowOf), read: page.length };
        }
    },
  };
}

/** The rows of a report on a peer account. */
export function peerRows(kind: PeerReportKind, reading: PeerReading): RowSource {
  switch (kind) {
    case 'enrolments':
      return enrolmentRows(reading);
    case 'catalogs':
      return catalogRows(reading);
    case 'users':
      return userRows(reading);
  }
}

/** The same for a report that is made as a file. */
export const peerRowsOf =
  (kind: PeerReportKind) =>
  ({ store, peer, beginsAt, endsAt }: Reading): RowSource => {
    if (peer === null) throw new Error('A report on a peer account names none.');
    return peerRows(kind, { store, of: peer, beginsAt, endsAt });
  };

/** The same of everybody who is registered with the own account (PA-27). */
export const ownUserRows = ({ store, tenant, beginsAt, endsAt }: Reading): RowSource => {
  const of = { receiver: tenant, trainings: [], activeOnly: false };
  return peerRows('users', { store, of, beginsAt, endsAt });
};
