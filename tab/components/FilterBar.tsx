import { Dropdown, Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** The value of the choice that narrows nothing. */
export const ALL = 'all';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
  },
  search: { flex: '2 1 220px', minWidth: 0, '& input': { minWidth: 0 } },
  choice: { flex: '1 1 180px', minWidth: 0, '& button': { minWidth: 0 } },
  box: { maxWidth: 'none', width: '100%', minWidth: 0 },
});

/** What narrows a list: a search, and the choices beside it. */
export function FilterBar(props: {
  readonly label: string;
  readonly hint: string;
  /** As it is typed; the filter follows when the typing pauses. */
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, hint, search, onSearch, children } = props;
  return (
    <div role="search" className={styles.bar}>
      <Field label={label} className={styles.search}>
        <SearchBox
          className={styles.box}
          value={search}
          placeholder={hint}
          onChange={(_event, { value }) => onSearch(value)}
        />
      </Field>
      {children}
    </div>
  );
}

/** One choice of a filter. */
export function FilterChoice(props: {
  readonly label: string;
  /** What is chosen, and its words. */
  readonly chosen: string;
  readonly words: string;
  readonly onChoose: (value: string | undefined) => void;
  /** Why nothing can be chosen; null where it can. */
  readonly obstacle?: string | null;
  /** The options. */
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, chosen, words, onChoose, obstacle = null, children } = props;
  return (
    <Field
      label={label}
      className={styles.choice}
      {...(obstacle === null ? {} : { validationState: 'none', validationMessage: obstacle })}
    >
      <Dropdown
        className={styles.box}
        value={words}
        selectedOptions={[chosen]}
        disabled={obstacle !== null}
        onOptionSelect={(_event, { optionValue }) => onChoose(optionValue)}
      >
        {children}
      </Dropdown>
    </Field>
  );
}
