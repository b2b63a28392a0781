import { Button, Field, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DocumentTableRegular } from '@fluentui/react-icons';
import { useId, useRef, useState } from 'react';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXL,
    textAlign: 'center',
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  over: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorSubtleBackgroundHover,
  },
  icon: { fontSize: '32px', lineHeight: 0, color: tokens.colorNeutralForeground3 },
  name: { overflowWrap: 'anywhere' },
  hidden: { display: 'none' },
});

/** Where a CSV file is dropped or chosen. */
export function FileDrop(props: {
  readonly label: string;
  /** What stands in it: what to do, or which file was chosen. */
  readonly words: string;
  readonly hasFile: boolean;
  /** The verb on the button. */
  readonly act: string;
  /** What is wrong with the file; null where nothing is. */
  readonly fault: string | null;
  /** No other file can be taken now. */
  readonly isLocked: boolean;
  readonly onChoose: (file: File) => void;
}) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const nameId = useId();
  const [isOver, setIsOver] = useState(false);
  const { label, words, hasFile, act, fault, isLocked, onChoose } = props;
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !isLocked) onChoose(file);
  };
  return (
    <Field
      label={label}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault}
    >
      <div
        role="group"
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <DocumentTableRegular className={styles.icon} aria-hidden />
        <Text
          id={nameId}
          className={styles.name}
          align="center"
          {...(hasFile ? { weight: 'semibold' } : {})}
        >
          {words}
        </Text>
        <Button
          appearance={hasFile ? 'secondary' : 'primary'}
          aria-describedby={nameId}
          disabledFocusable={isLocked}
          onClick={() => {
            if (!isLocked) input.current?.click();
          }}
        >
          {act}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          className={styles.hidden}
          data-testid="file"
          onChange={(event) => {
            take(event.target.files);
            // The same file, once it is corrected, is a choice as well.
            event.target.value = '';
          }}
        />
      </div>
    </Field>
  );
}
