import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginBottom: tokens.spacingVerticalL },
});

/** A page in parts, of which one is shown. */
export function Parts<P extends string>(props: {
  /** What the parts are parts of, for those who hear it. */
  readonly label: string;
  readonly parts: readonly P[];
  readonly wordsOf: (part: P) => string;
  /** The part that is shown. */
  readonly part: P;
  readonly onPart: (part: P) => void;
  /** What is in it. */
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { label, parts, wordsOf, part, onPart, children } = props;
  return (
    <>
      <TabList
        aria-label={label}
        className={styles.tabs}
        selectedValue={part}
        onTabSelect={(_event, { value }) => {
          const chosen = parts.find((each) => each === value);
          if (chosen !== undefined) onPart(chosen);
        }}
      >
        {parts.map((each) => (
          <Tab key={each} value={each} id={`part-${each}`}>
            {wordsOf(each)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-labelledby={`part-${part}`}>
        {children}
      </div>
    </>
  );
}
