import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMedia } from '../screen.ts';

/** Room for columns: a wide page, or one without the navigation beside it. */
const COLUMNS_FIT = '(min-width: 960px), (min-width: 700px) and (max-width: 799px)';

const useStyles = makeStyles({
  // Columns are as wide as what stands in them; names have what is left.
  table: { tableLayout: 'auto' },
  cell: {
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
    minWidth: '88px',
  },
  whole: { whiteSpace: 'nowrap', minWidth: 'auto' },
  // Room to the left-aligned column that may follow.
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    paddingRight: tokens.spacingHorizontalXXL,
  },
  numberHeader: {
    paddingRight: tokens.spacingHorizontalXXL,
    '& > *': { justifyContent: 'flex-end', textAlign: 'end' },
  },
  // Nothing happens by a click on a row; and high contrast would lose the links in a row that lights up.
  row: {
    ':hover': { backgroundColor: 'transparent', color: tokens.colorNeutralForeground1 },
    ':active': { backgroundColor: 'transparent', color: tokens.colorNeutralForeground1 },
  },
  header: {
    fontWeight: tokens.fontWeightSemibold,
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
    verticalAlign: 'bottom',
  },
  acts: { width: '56px', textAlign: 'end' },
  choice: { width: '40px', minWidth: '40px' },
  page: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
  // The box stands beside the first line of the name.
  box: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})`, marginTop: '-6px' },
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  record: {
    display: 'flex',
    alignItems: 'flex-start',
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  words: { minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
  // What can be done stands beside the name alone, so that the facts have the whole width.
  name: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalS,
  },
  actsBeside: { marginTop: '-6px', marginBottom: '-6px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    alignItems: 'baseline',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    margin: `${tokens.spacingVerticalXS} 0 0`,
  },
  term: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2, hyphens: 'auto' },
  fact: { margin: 0 },
});

/** A column: what it is called, and what stands in it. */
export interface Column<R> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: R) => ReactNode;
  /** Numbers stand below each other by their last digit. */
  readonly isNumber?: boolean;
  /** A day, a badge: it stays in one line. Numbers do anyway. */
  readonly isWhole?: boolean;
  /** Of the whole width, such as `30%`; the others are as wide as what stands in them. */
  readonly width?: string;
}

/** Boxes by which records are chosen, to do something with several at once (`boxesOf`). */
export interface Choice<R> {
  /** The box of all records shown; with its name beside it where there is no column of boxes. */
  readonly all: (isNamed: boolean) => ReactNode;
  readonly of: (row: R) => ReactNode;
}

/**
 * Records in columns; where the page is narrow, one below the other with the name of each column beside its value. The
 * first column is the record's name.
 */
export function RecordTable<R>(props: {
  readonly label: string;
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  readonly columns: readonly [Column<R>, ...Column<R>[]];
  /** What can be done with a record; its header is read to screen readers alone. */
  readonly acts?: { readonly header: string; readonly cell: (row: R) => ReactNode };
  readonly choice?: Choice<R>;
}) {
  const isWide = useMedia(COLUMNS_FIT);
  return isWide ? <Wide {...props} /> : <Narrow {...props} />;
}

type Props<R> = Parameters<typeof RecordTable<R>>[0];

function Wide<R>({ label, rows, idOf, columns, acts, choice }: Props<R>) {
  const styles = useStyles();
  return (
    <Table aria-label={label} className={styles.table}>
      <TableHeader>
        <TableRow>
          {choice === undefined ? null : (
            <TableHeaderCell className={styles.choice}>{choice.all(false)}</TableHeaderCell>
          )}
          {columns.map(({ key, header, isNumber, width }) => (
            <TableHeaderCell
              key={key}
              className={mergeClasses(styles.header, isNumber === true && styles.numberHeader)}
              {...(width === undefined ? {} : { style: { width } })}
            >
              {header}
            </TableHeaderCell>
          ))}
          {acts === undefined ? null : (
            <TableHeaderCell className={styles.acts}>
              <span className={styles.unseen}>{acts.header}</span>
            </TableHeaderCell>
          )}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={idOf(row)} className={styles.row}>
            {choice === undefined ? null : (
              <TableCell className={styles.choice}>{choice.of(row)}</TableCell>
            )}
            {columns.map(({ key, cell, isNumber, isWhole }, place) => (
              <TableCell
                key={key}
                className={mergeClasses(
                  styles.cell,
                  isNumber === true && styles.number,
                  (isNumber === true || isWhole === true) && styles.whole,
                )}
                {...(place === 0 ? { role: 'rowheader' } : {})}
              >
                {cell(row)}
              </TableCell>
            ))}
            {acts === undefined ? null : (
              <TableCell className={styles.acts}>{acts.cell(row)}</TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Narrow<R>({ label, rows, idOf, columns: [name, ...facts], acts, choice }: Props<R>) {
  const styles = useStyles();
  const list = (
    <ul aria-label={label} className={styles.list}>
      {rows.map((row) => (
        <li key={idOf(row)} className={styles.record}>
          {choice === undefined ? null : <span className={styles.box}>{choice.of(row)}</span>}
          <div className={styles.words}>
            <div className={styles.name}>
              <Text weight="semibold">{name.cell(row)}</Text>
              {acts === undefined ? null : (
                <span className={styles.actsBeside}>{acts.cell(row)}</span>
              )}
            </div>
            <dl className={styles.facts}>
              {facts.map(({ key, header, cell }) => (
                <Fact key={key} term={header}>
                  {cell(row)}
                </Fact>
              ))}
            </dl>
          </div>
        </li>
      ))}
    </ul>
  );
  if (choice === undefined) return list;
  return (
    <div>
      <span className={styles.page}>{choice.all(true)}</span>
      {list}
    </div>
  );
}

function Fact(props: { readonly term: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{props.term}</dt>
      <dd className={styles.fact}>{props.children}</dd>
    </>
  );
}
