import { Label, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column' },
  fault: { color: tokens.colorPaletteRedForeground1 },
});

/** Several boxes that belong together under one name. In a field of Fluent's each would be called by the field's name. */
export function ChoiceGroup(props: {
  readonly label: string;
  readonly required?: boolean;
  /** What is wrong with the choice; null where nothing is. */
  readonly fault?: string | null;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const labelId = useId();
  const { label, required = false, fault = null, children } = props;
  return (
    <div role="group" aria-labelledby={labelId} className={styles.group}>
      <Label id={labelId} required={required}>
        {label}
      </Label>
      {children}
      {fault === null ? null : (
        <Text role="alert" size={200} className={styles.fault}>
          {fault}
        </Text>
      )}
    </div>
  );
}
