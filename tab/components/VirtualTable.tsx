import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  tokens,
  useArrowNavigationGroup,
} from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { columnsFor, tracksOf, type ColumnRoom } from './columns.ts';
import { useWidth } from './useWidth.ts';

/** A column of a table. */
export interface Column<T> extends ColumnRoom {
  readonly header: string;
  /** @param shown the keys of the columns for which there is room: what has none may be said elsewhere */
  readonly cell: (item: T, shown: ReadonlySet<string>) => ReactNode;
}

const ROW_PX = 56;
/** Between columns, and at the sides of a row: `spacingHorizontalM`. */
const GAP_PX = 12;
/** Rows beside those that are seen, so that scrolling shows no gaps. */
const OVERSCAN = 6;
/** So many rows before the end of what is there, more is asked for. */
const AHEAD = 60;

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '240px',
    // However large the screen: at most so many rows are in the document.
    maxHeight: `${ROW_PX * 44}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflow: 'hidden',
  },
  scroll: { overflowY: 'auto', overflowX: 'hidden', flex: '1 1 0', minHeight: 0 },
  line: {
    display: 'grid',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
  },
  header: {
    minHeight: '40px',
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  body: { position: 'relative', width: '100%' },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    top: 0,
    height: `${ROW_PX}px`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    // A line and no other background: what stands in a row keeps its contrast in every theme.
    ':hover': { boxShadow: `inset 3px 0 ${tokens.colorNeutralStroke1Hover}` },
  },
  chosen: {
    boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}`,
    ':hover': { boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}` },
  },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  more: { padding: tokens.spacingHorizontalM },
});

/**
 * A table of any length, of which only the rows on the screen are in the document. It asks for more before its end is
 * reached. Rows are reached by the arrow keys through the one thing in each that takes the focus.
 */
export function VirtualTable<T>(props: {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** The row that is open beside the table. */
  readonly chosenKey?: string | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  readonly className?: string;
}) {
  const styles = useStyles();
  const { columns, items, keyOf, chosenKey = null, hasMore, isLoadingMore, onMore } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [frame, width] = useWidth<HTMLDivElement>();
  const shown = useMemo(() => columnsFor(columns, width - 2 * GAP_PX, GAP_PX), [columns, width]);
  const keys = useMemo(() => new Set(shown.map(({ key }) => key)), [shown]);
  const tracks = { gridTemplateColumns: tracksOf(shown) };
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });

  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    getItemKey: (at) => {
      const item = items[at];
      return item === undefined ? at : keyOf(item);
    },
  });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= items.length - AHEAD) onMore();
  }, [hasMore, isLoadingMore, last, items.length, onMore]);

  return (
    <div
      ref={frame}
      role="table"
      aria-label={props.label}
      aria-rowcount={hasMore ? -1 : items.length + 1}
      aria-colcount={shown.length}
      className={mergeClasses(styles.frame, props.className)}
    >
      <div ref={scroll} className={styles.scroll} role="presentation">
        <div role="rowgroup">
          <div
            role="row"
            aria-rowindex={1}
            className={mergeClasses(styles.line, styles.header)}
            style={tracks}
          >
            {shown.map(({ key, header }) => (
              <div key={key} role="columnheader" className={styles.cell}>
                {header}
              </div>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          {...arrows}
          className={styles.body}
          style={{ height: rows.getTotalSize() }}
        >
          {visible.map(({ index, key, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const isChosen = chosenKey !== null && keyOf(item) === chosenKey;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={mergeClasses(styles.line, styles.row, isChosen && styles.chosen)}
                style={{ ...tracks, transform: `translateY(${start}px)` }}
              >
                {shown.map((column) => (
                  <div key={column.key} role="cell" className={styles.cell}>
                    {column.cell(item, keys)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {hasMore ? (
          <Skeleton className={styles.more} aria-hidden="true">
            <SkeletonItem size={16} />
          </Skeleton>
        ) : null}
      </div>
    </div>
  );
}
