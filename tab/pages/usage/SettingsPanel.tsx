import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAYS_BOUNDS, reclaimSettingsShape } from '../../../api/reclaim/contract.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadedPanel } from '../../components/LoadedPanel.tsx';
import {
  useChooseReclaimSettings,
  useReclaimSettings,
  type ReclaimSettings,
} from '../../queries/reclaim.ts';
import {
  DAYS_FIELDS,
  draftOf,
  faultsIn,
  settingsOf,
  type DaysField,
  type SettingsFault,
} from '../../usage/settings.ts';

const RELEASES = reclaimSettingsShape.shape.releases.options;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  days: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'start',
  },
  number: { '& input': { minWidth: 0 } },
  save: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});

/** How the account handles seats that nobody uses. */
export function SettingsPanel() {
  const { t } = useTranslation('reclaim');
  return (
    <LoadedPanel
      title={t('settings.title')}
      explanation={t('settings.explanation')}
      query={useReclaimSettings()}
    >
      {({ value, version }) => <SettingsForm settings={value} version={version} />}
    </LoadedPanel>
  );
}

function SettingsForm(props: {
  readonly settings: ReclaimSettings;
  readonly version: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('reclaim');
  const saved = draftOf(props.settings);
  const [draft, setDraft] = useState(saved);
  const [isSaid, setSaid] = useState(false);
  const choose = useChooseReclaimSettings();
  const save = useMutation({
    mutationFn: (chosen: ReclaimSettings) => choose(chosen, props.version),
    onSuccess: () => setSaid(true),
  });
  const faults = faultsIn(draft);
  const chosen = settingsOf(draft);
  const wordsOf = (field: DaysField, fault: SettingsFault): string =>
    fault === 'between' ? t('settings.between', DAYS_BOUNDS[field]) : t('settings.reminderFirst');
  const change = (next: Partial<typeof draft>) => {
    setSaid(false);
    setDraft({ ...draft, ...next });
  };
  const submit = () => {
    if (chosen !== null && !save.isPending) save.mutate(chosen);
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DoneNotice text={isSaid ? t('settings.saved') : null} onClose={() => setSaid(false)} />
      <div className={styles.days}>
        {DAYS_FIELDS.map((field) => {
          const fault = faults[field];
          return (
            <Field
              key={field}
              label={t(`settings.${field}`)}
              hint={t(`settings.${field}Hint`)}
              {...(fault === undefined
                ? {}
                : { validationMessage: wordsOf(field, fault), validationState: 'error' as const })}
            >
              <Input
                className={styles.number}
                inputMode="numeric"
                value={draft[field]}
                onChange={(_event, { value }) => change({ [field]: value })}
              />
            </Field>
          );
        })}
      </div>
      <Field label={t('settings.releases.label')}>
        <RadioGroup
          value={draft.releases}
          onChange={(_event, { value }) =>
            change({ releases: RELEASES.find((each) => each === value) ?? draft.releases })
          }
        >
          {RELEASES.map((each) => (
            <Radio key={each} value={each} label={t(`settings.releases.${each}`)} />
          ))}
        </RadioGroup>
      </Field>
      <ErrorNotice error={save.error} onRetry={submit} />
      <div className={styles.save}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={save.isPending || chosen === null}
          {...(save.isPending ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {t('settings.save')}
        </Button>
        {JSON.stringify(draft) === JSON.stringify(saved) ? null : (
          <Text>{t('settings.unsaved')}</Text>
        )}
      </div>
    </form>
  );
}
