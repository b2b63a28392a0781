import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FileFault } from '../imports/head.ts';
import { ApplyStep } from './import/ApplyStep.tsx';
import { CheckStep } from './import/CheckStep.tsx';
import { ChooseStep } from './import/ChooseStep.tsx';
import { isUnderWay, lookAt, useImport, type ChosenFile } from './import/useImport.ts';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
  },
});

/** Imports enrolments from a CSV file (I-1): choose it, see what would happen, apply it. */
export function ImportEnrolmentsForm() {
  const styles = useStyles();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const setFaults = (faults: readonly FileFault[]) =>
    setChosen((now) => now && { file: now.file, faults });
  const check = useImport(chosen, true, setFaults);
  const apply = useImport(chosen, false, setFaults);

  const choose = async (file: File | null): Promise<void> => {
    check.reset();
    apply.reset();
    setChosen(file && { file, faults: await lookAt(file) });
  };
  const isFit = chosen?.faults.length === 0;
  return (
    <div className={styles.steps}>
      <ChooseStep
        chosen={chosen}
        onChoose={(file) => void choose(file)}
        isLocked={isUnderWay(check) || isUnderWay(apply)}
      />
      <CheckStep run={check} isFit={isFit} isLocked={apply.begun !== null || apply.isSending} />
      <ApplyStep
        run={apply}
        checked={isFit ? check.result : null}
        onAnother={() => void choose(null)}
      />
    </div>
  );
}
