import {
  Button,
  Field,
  Link,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, DocumentTableRegular } from '@fluentui/react-icons';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { save } from '../../download.ts';
import { useFormat } from '../../format.ts';
import { COLUMNS, templateCsv, type FileFault } from '../../imports/head.ts';
import { isTenantAdmin, useMe } from '../../queries/me.ts';
import type { ChosenFile } from './useImport.ts';

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
  title: { marginBottom: tokens.spacingVerticalXS },
});

/** The first step: the file, what it has to look like, and what is wrong with it. */
export function ChooseStep(props: {
  readonly chosen: ChosenFile | null;
  readonly onChoose: (file: File) => void;
  /** An import of it is under way. */
  readonly isLocked: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('imports');
  const format = useFormat();
  const isAdmin = isTenantAdmin(useMe());
  const input = useRef<HTMLInputElement>(null);
  const nameId = useId();
  const [isOver, setIsOver] = useState(false);
  const words = useFaultWords();
  const { chosen, onChoose, isLocked } = props;
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !isLocked) onChoose(file);
  };
  const example = [
    ...[t('choose.exampleCatalog'), t('choose.exampleCourse'), 'ada@contoso.example'],
    ...[new Date().toISOString().slice(0, 10), ''],
  ];
  return (
    <Panel title={t('choose.title')} explanation={t('choose.text')}>
      {isAdmin ? null : <Text>{t('choose.own')}</Text>}
      <Field
        label={t('choose.label')}
        validationState={(chosen?.faults.length ?? 0) > 0 ? 'error' : 'none'}
        validationMessage={chosen?.faults.map(words).join(' ') ?? null}
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
            {...(chosen === null ? {} : { weight: 'semibold' })}
          >
            {chosen === null
              ? t('choose.drop')
              : t('choose.size', { name: chosen.file.name, size: format.bytes(chosen.file.size) })}
          </Text>
          <Button
            appearance={chosen === null ? 'primary' : 'secondary'}
            aria-describedby={nameId}
            disabledFocusable={isLocked}
            onClick={() => {
              if (!isLocked) input.current?.click();
            }}
          >
            {t(chosen === null ? 'choose.act' : 'choose.another')}
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
      <section>
        <Text block weight="semibold" className={styles.title}>
          {t('choose.columns')}
        </Text>
        <Facts facts={COLUMNS.map((column) => [column, t(`choose.column.${column}`)])} />
      </section>
      <Link
        as="button"
        onClick={() =>
          save({
            content: new Blob([templateCsv(example)], { type: 'text/csv' }),
            fileName: t('choose.templateName'),
          })
        }
      >
        <ArrowDownloadRegular aria-hidden /> {t('choose.template')}
      </Link>
    </Panel>
  );
}

const SEPARATORS = { ';': 'semicolon', tab: 'tab', '|': 'bar' } as const;

/** Says what is wrong with a file. */
function useFaultWords(): (fault: FileFault) => string {
  const { t } = useTranslation('imports');
  return (fault) => {
    switch (fault.code) {
      case 'separator':
        return t('fault.separator', {
          separator: t(`fault.separators.${SEPARATORS[fault.separator]}`),
        });
      case 'columns-missing':
      case 'columns-unknown':
      case 'columns-twice':
        return t(`fault.${fault.code}`, { columns: fault.columns.join(', ') });
      default:
        return t(`fault.${fault.code}`);
    }
  };
}
