import {
  Field,
  Link,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, MailRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../../../components/DoneNotice.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { FileDrop } from '../../../components/FileDrop.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { save } from '../../../download.ts';
import { useFormat } from '../../../format.ts';
import { downloadTemplate, type TemplateMode } from '../../../queries/customer-imports.ts';
import { SendBlankCopyForm } from '../opened.ts';
import { LocationField } from '../LocationField.tsx';
import type { ChosenUsers } from './chosen-users.ts';

const MODES: readonly TemplateMode[] = ['headcount', 'compatible'];

const useStyles = makeStyles({
  hint: { display: 'block', color: tokens.colorNeutralForeground2 },
  template: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
  },
});

/** The first step: the template, the file, and where its users are. */
export function ChooseUsersStep(props: {
  readonly customerId: string;
  readonly chosen: ChosenUsers | null;
  readonly mode: TemplateMode;
  readonly location: string;
  /** An import of it is under way. */
  readonly isLocked: boolean;
  readonly onChoose: (file: File) => void;
  readonly onMode: (mode: TemplateMode) => void;
  readonly onLocation: (location: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation(['customerActs', 'imports']);
  const format = useFormat();
  const { customerId, chosen, mode, location, isLocked } = props;
  const template = useMutation({
    mutationFn: () => downloadTemplate(customerId, mode),
    onSuccess: save,
  });
  const fault = chosen?.fault ?? null;
  const [isSending, setSending] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <Panel title={t('customerActs:choose.title')} explanation={t('customerActs:choose.text')}>
      <Field label={t('customerActs:choose.mode')}>
        <RadioGroup
          value={mode}
          disabled={isLocked}
          onChange={(_event, { value }) => {
            const next = MODES.find((known) => known === value);
            if (next !== undefined) props.onMode(next);
          }}
        >
          {MODES.map((each) => (
            <Radio
              key={each}
              value={each}
              label={
                <>
                  {t(`customerActs:choose.modes.${each}`)}
                  <Text size={200} className={styles.hint}>
                    {t(`customerActs:choose.modeHint.${each}`)}
                  </Text>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <div className={styles.template}>
        <Link as="button" disabled={template.isPending} onClick={() => template.mutate()}>
          {template.isPending ? (
            <Spinner size="extra-tiny" />
          ) : (
            <ArrowDownloadRegular aria-hidden />
          )}{' '}
          {t('customerActs:choose.template')}
        </Link>
        <Link as="button" onClick={() => setSending(true)}>
          <MailRegular aria-hidden /> {t('customerActs:blankCopy.open')}
        </Link>
      </div>
      <DoneNotice
        text={sentTo === null ? null : t('customerActs:blankCopy.done', { address: sentTo })}
        onClose={() => setSentTo(null)}
      />
      <ErrorNotice error={template.error} onRetry={() => template.mutate()} />
      <FileDrop
        label={t('imports:choose.label')}
        words={
          chosen === null
            ? t('imports:choose.drop')
            : t('imports:choose.size', {
                name: chosen.file.name,
                size: format.bytes(chosen.file.size),
              })
        }
        hasFile={chosen !== null}
        act={t(chosen === null ? 'imports:choose.act' : 'imports:choose.another')}
        fault={fault === null ? null : t(`imports:fault.${fault}`)}
        isLocked={isLocked}
        onChoose={props.onChoose}
      />
      <LocationField
        value={location}
        onChange={props.onLocation}
        label={t(`customerActs:choose.location.${mode}`)}
        hint={t('customerActs:choose.locationHint')}
      />
      {isSending ? (
        <SendBlankCopyForm
          customerId={customerId}
          onDone={(address) => {
            setSending(false);
            setSentTo(address);
          }}
          onClose={() => setSending(false)}
        />
      ) : null}
    </Panel>
  );
}
