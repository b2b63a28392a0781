import type { ApiClient } from './api-client.ts';

/** The figures of one catalog, or of all. */
export interface Figures {
  readonly name: string;
  /** Seats: people who count, with a live enrolment in the catalog. */
  readonly used: number;
  readonly listed: number | null;
  readonly liveEnrolments: number;
}

/** The figures of every catalog, and the tenant's own last: there each person counts once. */
export async function readFigures(api: ApiClient): Promise<readonly Figures[]> {
  const catalogs = await api.all<Figures>('/api/catalogs');
  const { seats } = await api.get<{ seats: { used: number } }>('/api/subscription');
  const liveEnrolments = catalogs.reduce((sum, catalog) => sum + catalog.liveEnrolments, 0);
  return [...catalogs, { name: 'Tenant', used: seats.used, listed: null, liveEnrolments }];
}

const HEADINGS = ['Catalog', 'Seats used', 'On the Users list', 'Live enrolments'];

/** The figures as a table of text. */
export function tableOf(figures: readonly Figures[]): string {
  const number = (n: number | null): string => (n === null ? '' : n.toLocaleString('en-US'));
  const lines = figures.map(({ name, used, listed, liveEnrolments }) => [
    name,
    number(used),
    number(listed),
    number(liveEnrolments),
  ]);
  const rows = [HEADINGS, ...lines];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [
    lineOf(HEADINGS),
    rule,
    ...lines.slice(0, -1).map(lineOf),
    rule,
    ...lines.slice(-1).map(lineOf),
  ].join('\n');
}
