import {
  Button,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Spinner,
  Subtitle2Stronger,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadedPanel } from '../../components/LoadedPanel.tsx';
import { useFormat } from '../../format.ts';
import { LANGUAGES } from '../../language.ts';
import { choiceOf, isSame, switched, type Choice } from '../../notifications/choice.ts';
import {
  useChoosePreferences,
  usePreferences,
  type Preferences,
} from '../../queries/notifications.ts';

const DIRECTORY = 'directory';

/** A language by its own name. */
const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  language: { maxWidth: '320px', '& button': { minWidth: 0 } },
  kinds: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  why: { display: 'block', color: tokens.colorNeutralForeground2 },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    margin: `${tokens.spacingVerticalS} 0 0`,
    paddingLeft: tokens.spacingHorizontalXL,
  },
  save: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});

/** What the person is told and in which language. What cannot be switched off stands apart, with the reason. */
export function PreferencesPanel() {
  const { t } = useTranslation('notifications');
  return (
    <LoadedPanel
      title={t('preferences.title')}
      explanation={t('preferences.explanation')}
      query={usePreferences()}
    >
      {(preferences) => <PreferencesForm preferences={preferences} />}
    </LoadedPanel>
  );
}

function PreferencesForm({ preferences }: { readonly preferences: Preferences }) {
  const styles = useStyles();
  const { t } = useTranslation('notifications');
  const format = useFormat();
  /** The shares of the warnings, as the reader writes them (G-5). */
  const shares = { low: format.percent(0.75), high: format.percent(0.9) };
  const saved = choiceOf(preferences);
  const [choice, setChoice] = useState<Choice>(saved);
  const [isSaid, setSaid] = useState(false);
  const choose = useChoosePreferences();
  const save = useMutation({ mutationFn: choose, onSuccess: () => setSaid(true) });
  const change = (next: Choice) => {
    setSaid(false);
    setChoice(next);
  };
  const choosable = preferences.kinds.filter(({ canBeOff }) => canBeOff);
  const always = preferences.kinds.filter(({ canBeOff }) => !canBeOff);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate(choice);
      }}
    >
      <DoneNotice text={isSaid ? t('preferences.saved') : null} onClose={() => setSaid(false)} />
      <Field label={t('preferences.language')} className={styles.language}>
        <Dropdown
          value={choice.language === null ? t('preferences.directory') : nameOf(choice.language)}
          selectedOptions={[choice.language ?? DIRECTORY]}
          onOptionSelect={(_event, { optionValue }) =>
            change({
              ...choice,
              language: LANGUAGES.find((language) => language === optionValue) ?? null,
            })
          }
        >
          <Option value={DIRECTORY}>{t('preferences.directory')}</Option>
          {LANGUAGES.map((language) => (
            <Option key={language} value={language} lang={language}>
              {nameOf(language)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {choosable.length === 0 ? null : (
        <Kinds title={t('preferences.choosable')}>
          {choosable.map(({ kind }) => (
            <Switch
              key={kind}
              label={t(`preference.${kind}`, shares)}
              checked={!choice.off.includes(kind)}
              onChange={(_event, { checked }) => change(switched(choice, kind, checked))}
            />
          ))}
        </Kinds>
      )}
      {always.length === 0 ? null : (
        <Kinds title={t('preferences.always')}>
          <Text className={styles.why}>{t('preferences.alwaysWhy')}</Text>
          <ul className={styles.list}>
            {always.map(({ kind }) => (
              <li key={kind}>{t(`preference.${kind}`, shares)}</li>
            ))}
          </ul>
        </Kinds>
      )}
      {preferences.kinds.length === 0 ? <Text>{t('preferences.none')}</Text> : null}
      <ErrorNotice error={save.error} onRetry={() => save.mutate(choice)} />
      <div className={styles.save}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={save.isPending}
          {...(save.isPending ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {t('preferences.save')}
        </Button>
        {isSame(choice, saved) ? null : <Text>{t('preferences.unsaved')}</Text>}
      </div>
    </form>
  );
}

/** Kinds of notices that have something in common. */
function Kinds(props: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.kinds} aria-label={props.title}>
      <Subtitle2Stronger as="h3">{props.title}</Subtitle2Stronger>
      {props.children}
    </section>
  );
}
