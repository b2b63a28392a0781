import { Checkbox } from '@fluentui/react-components';
import type { Choice } from './RecordTable.tsx';

/** What the boxes of a table stand for. */
export interface Boxes<R> {
  /** How the box of all records shown stands. */
  readonly all: boolean | 'mixed';
  readonly allLabel: string;
  readonly onAll: (isChosen: boolean) => void;
  readonly isChosen: (row: R) => boolean;
  /** Names the record, so that each box is another one to hear. */
  readonly labelOf: (row: R) => string;
  readonly onChoose: (row: R, isChosen: boolean) => void;
}

/** The boxes of a table, made here so that tables without any need no boxes to be loaded. */
export const boxesOf = <R,>(boxes: Boxes<R>): Choice<R> => ({
  all: (isNamed) => (
    <Checkbox
      {...(isNamed ? { label: boxes.allLabel } : { 'aria-label': boxes.allLabel })}
      checked={boxes.all}
      onChange={(_event, { checked }) => boxes.onAll(checked === true)}
    />
  ),
  of: (row) => (
    <Checkbox
      aria-label={boxes.labelOf(row)}
      checked={boxes.isChosen(row)}
      onChange={(_event, { checked }) => boxes.onChoose(row, checked === true)}
    />
  ),
});
