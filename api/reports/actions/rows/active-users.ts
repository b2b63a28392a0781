import { bucketsOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import { activePeople } from '../../../usage/kinds.ts';
import { TENANT_SCOPE } from '../../../usage/rules/active.ts';
import type { Row } from '../../rules/columns.ts';
import { personCells } from './people.ts';
import { PAGE, type Reading, type RowPage, type RowSource } from './source.ts';

/** Who was active in which month, by person: as many rows of a month as its unique active users. */
export function activeUserRows(reading: Reading): RowSource {
  const { store, tenant, wish, firstMonth } = reading;
  const { to } = wish;
  const from = wish.from < firstMonth ? firstMonth : wish.from;
  const scope = wish.catalogId ?? TENANT_SCOPE;
  const buckets = bucketsOf(tenant.tenantId, tenant.buckets);
  return {
    async total() {
      const counts = await Promise.all(
        buckets.map((bucket) => store.count(bucket, activePeople, 'byId', {})),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async *pages(): AsyncGenerator<RowPage> {
      for (const bucket of buckets) {
        for await (const page of pagesOf(store, bucket, activePeople, 'byId', {}, PAGE)) {
          const active = page.flatMap(({ doc }) => {
            const months = (doc.months[scope] ?? []).filter(
              (month) => from <= month && month <= to,
            );
            return months.length === 0 ? [] : [{ personId: doc.personId, months }];
          });
          const person = await personCells(
            reading,
            active.map(({ personId }) => personId),
          );
          const rows = active.flatMap(({ personId, months }) =>
            months.map((month): Row => [month, ...person(personId)]),
          );
          yield { rows, read: page.length };
        }
      }
    },
  };
}
