/** How much room a column of a table takes. */
export interface ColumnRoom {
  readonly key: string;
  /** It is left out rather than narrower than this. */
  readonly minWidthPx: number;
  /** Its share of what is left over. */
  readonly grows: number;
  /** Columns with higher numbers are left out first; 0 stays always. */
  readonly importance: number;
}

/** The columns for which there is room, in their order; those that matter least are left out first. */
export function columnsFor<C extends ColumnRoom>(
  columns: readonly C[],
  widthPx: number,
  gapPx: number,
): readonly C[] {
  const shown = new Set<C>();
  let left = widthPx + gapPx;
  for (const column of columns.toSorted((a, b) => a.importance - b.importance)) {
    if (column.importance > 0 && column.minWidthPx + gapPx > left) break;
    left -= column.minWidthPx + gapPx;
    shown.add(column);
  }
  return columns.filter((column) => shown.has(column));
}

/** The columns as CSS grid tracks. */
export const tracksOf = (columns: readonly ColumnRoom[]): string =>
  columns
    .map(
      ({ minWidthPx, grows, importance }) =>
        // The one column that is always there also fits a screen that is narrower than it would like.
        `minmax(${importance === 0 ? 0 : minWidthPx}px, ${grows}fr)`,
    )
    .join(' ');
