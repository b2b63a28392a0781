import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CustomerDetail } from '../../customers/answers.ts';
import type { TemplateMode } from '../../queries/customer-imports.ts';
import { ApplyUsersStep } from './import/ApplyUsersStep.tsx';
import { CheckUsersStep } from './import/CheckUsersStep.tsx';
import { lookAt, type ChosenUsers } from './import/chosen-users.ts';
import { ChooseUsersStep } from './import/ChooseUsersStep.tsx';
import { useUserImport, type Upload } from './import/useUserImport.ts';

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
});

/** Imports users of a customer from a CSV file: choose it, see every row that is wrong, apply it (PC-11 to PC-16, C-1). */
export function ImportUsersForm({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const [chosen, setChosen] = useState<ChosenUsers | null>(null);
  const [mode, setMode] = useState<TemplateMode>('headcount');
  const [location, setLocation] = useState('');
  const check = useUserImport(customer.id, true);
  const apply = useUserImport(customer.id, false);
  const begin = () => {
    check.reset();
    apply.reset();
  };
  const upload: Upload | null =
    chosen === null || chosen.fault !== null ? null : { file: chosen.file, mode, location };
  return (
    <div className={styles.steps}>
      <ChooseUsersStep
        customerId={customer.id}
        chosen={chosen}
        mode={mode}
        location={location}
        isLocked={check.isUnderWay || apply.isUnderWay}
        onChoose={(file) => {
          begin();
          void lookAt(file).then(setChosen);
        }}
        onMode={(next) => {
          begin();
          setMode(next);
        }}
        onLocation={(next) => {
          begin();
          setLocation(next);
        }}
      />
      <CheckUsersStep
        run={check}
        upload={upload}
        isLocked={apply.isSending || apply.begun !== null}
      />
      <ApplyUsersStep
        customer={customer}
        run={apply}
        upload={upload}
        checked={check.result}
        onAnother={() => {
          begin();
          setChosen(null);
        }}
      />
    </div>
  );
}
