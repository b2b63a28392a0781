import {
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import type { Versioned } from '../api-client.ts';
import { codeOf } from '../api-error.ts';
import { api } from '../api.ts';
import { isNameTyped } from '../catalogs/names.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FigureList } from '../components/FigureList.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { useFormat } from '../format.ts';
import { FollowedJob } from '../jobs/FollowedJob.tsx';
import { resultOf } from '../jobs/results.ts';
import { useDeletionPreview, type NamedThing } from '../queries/catalogs.ts';
import { useMutation } from '@tanstack/react-query';

const useStyles = makeStyles({
  // The space that the figures will take.
  waiting: { minHeight: '88px' },
  result: { display: 'block', marginTop: tokens.spacingVerticalM },
});

/** What it is that is deleted, as the keys of the texts name it. */
export type Deletable = 'catalog' | 'course' | 'plan';

/**
 * Deletes a catalog, course or training plan: shows what would end and which seats would be free, asks for its name, and
 * follows the work to its end.
 */
export function DeleteForm(props: {
  readonly what: Deletable;
  /** Its address in the api. */
  readonly base: string;
  readonly thing: Versioned<NamedThing>;
  /** Reads the thing again: somebody else changed it meanwhile. */
  readonly onChanged: () => void;
  /** It is gone, or going: nobody sees it any more. */
  readonly onGone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { what, base, thing, onChanged, onGone, onClose } = props;
  const { name } = thing.value;
  const [begun, setBegun] = useState<JobShape | null>(null);
  const begin = useMutation({
    mutationFn: () => api.delete(base, jobShape, { ifMatch: thing.version }),
    onSuccess: setBegun,
    onError: (error) => {
      if (codeOf(error) === 'version-changed') onChanged();
    },
  });
  if (begun !== null) {
    return (
      <FormDialog title={t(`delete.${what}`, { name })} onSubmit={onGone} onClose={onGone}>
        <Deleting begun={begun} />
      </FormDialog>
    );
  }
  return <Asking what={what} name={name} base={base} begin={begin} onClose={onClose} />;
}

/** Whether it is really meant: what would happen, and the name to type. */
function Asking(props: {
  readonly what: Deletable;
  readonly name: string;
  readonly base: string;
  readonly begin: {
    readonly mutate: () => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { what, name, base, begin, onClose } = props;
  const preview = useDeletionPreview(base);
  const [typed, setTyped] = useState('');
  const [isSent, setIsSent] = useState(false);
  const isTyped = isNameTyped(typed, name);
  return (
    <FormDialog
      title={t(`delete.${what}`, { name })}
      act={t(`delete.${what}Act`)}
      onSubmit={() => {
        setIsSent(true);
        if (isTyped) begin.mutate();
      }}
      onClose={onClose}
      busy={begin.isPending}
      waiting={preview.data === undefined}
      error={begin.error}
    >
      <Text>{t(`delete.${what}Text`)}</Text>
      <Preview preview={preview} />
      <Field
        required
        label={t('delete.type')}
        hint={t('delete.typeHint', { name })}
        validationState={isSent && !isTyped ? 'error' : 'none'}
        validationMessage={isSent && !isTyped ? t('delete.notTyped') : null}
      >
        <Input value={typed} autoComplete="off" onChange={(_event, data) => setTyped(data.value)} />
      </Field>
    </FormDialog>
  );
}

function Preview(props: { readonly preview: ReturnType<typeof useDeletionPreview> }): ReactNode {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const { data, error, refetch } = props.preview;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const figure = (value: number | undefined) => (value === undefined ? '…' : format.number(value));
  return (
    <div className={styles.waiting} aria-busy={data === undefined}>
      <FigureList
        figures={[
          { key: 'seats', label: t('delete.seatsFreed'), value: figure(data?.seatsFreed) },
          { key: 'enrolments', label: t('delete.enrolments'), value: figure(data?.liveEnrolments) },
          { key: 'people', label: t('delete.people'), value: figure(data?.people) },
        ]}
      />
    </div>
  );
}

/** The work of ending everything, and what it came to. */
function Deleting({ begun }: { readonly begun: JobShape }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const [ended, setEnded] = useState<JobShape | null>(null);
  const result = ended === null ? null : resultOf(ended);
  const words = (): string | null => {
    if (result?.of === 'catalog-deletion') {
      return t('delete.catalogDone', { count: result.peopleTakenOff });
    }
    if (result?.of === 'training-deletion') {
      return t('delete.trainingDone', { count: result.enrolmentsEnded });
    }
    return null;
  };
  return (
    <div>
      <FollowedJob begun={begun} label={t('delete.running')} onEnd={setEnded} refresh="when-seen" />
      {ended === null ? <Text className={styles.result}>{t('delete.mayClose')}</Text> : null}
      {words() === null ? null : (
        <div className={styles.result}>
          <MessageBar intent="success">
            <MessageBarBody>{words()}</MessageBarBody>
          </MessageBar>
        </div>
      )}
    </div>
  );
}
