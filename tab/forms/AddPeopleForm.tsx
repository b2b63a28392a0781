import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLeft } from '../catalogs/bulk.ts';
import { BulkResult } from './BulkResult.tsx';
import type { Picked } from '../catalogs/picking.ts';
import { FormDrawer, type DrawerAct } from '../components/FormDrawer.tsx';
import { DirectoryPicker } from './DirectoryPicker.tsx';
import { useBulkAct } from './useBulkAct.ts';

/**
 * Chooses people and groups and puts them somewhere, with how it went for each. What was chosen stays when something
 * fails, and only what is left is tried again.
 */
export function AddPeopleForm(props: {
  readonly title: string;
  readonly explanation: string;
  /** The verb. */
  readonly act: string;
  /** Where it is asked for. */
  readonly address: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const [choice, setChoice] = useState<readonly Picked[]>([]);
  const [isSent, setIsSent] = useState(false);
  const { steps, isRunning, start, again, reset } = useBulkAct(props.address);

  const submit = () => {
    setIsSent(true);
    if (choice.length > 0) start(choice);
  };
  const another = () => {
    reset();
    setChoice([]);
    setIsSent(false);
  };
  const acts = (): DrawerAct[] => {
    if (steps === null) return [{ act: props.act, onAct: submit }];
    if (isRunning) return [{ act: props.act, onAct: () => undefined, busy: true }];
    const more = { act: t('bulk.another'), onAct: another };
    return steps.some(isLeft) ? [{ act: t('bulk.again'), onAct: again }, more] : [more];
  };
  return (
    <FormDrawer title={props.title} acts={acts()} isOver={steps !== null} onClose={props.onClose}>
      {steps === null ? (
        <>
          <Text>{props.explanation}</Text>
          <DirectoryPicker
            withGroups
            choice={choice}
            onChoice={setChoice}
            fault={isSent && choice.length === 0 ? t('pick.chosenNobody') : null}
          />
        </>
      ) : (
        <BulkResult steps={steps} isRunning={isRunning} />
      )}
    </FormDrawer>
  );
}
