import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { FileDrop } from '../../components/FileDrop.tsx';
import { Panel } from '../../components/Panel.tsx';
import { save } from '../../download.ts';
import { useFormat } from '../../format.ts';
import { COLUMNS, templateCsv, type FileFault } from '../../imports/head.ts';
import { isTenantAdmin, useMe } from '../../queries/me.ts';
import type { ChosenFile } from './useImport.ts';

const useStyles = makeStyles({
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
  const words = useFaultWords();
  const { chosen, onChoose, isLocked } = props;
  const faults = chosen?.faults ?? [];
  const example = [
    ...[t('choose.exampleCatalog'), t('choose.exampleCourse'), 'ada@contoso.example'],
    ...[new Date().toISOString().slice(0, 10), ''],
  ];
  return (
    <Panel title={t('choose.title')} explanation={t('choose.text')}>
      {isAdmin ? null : <Text>{t('choose.own')}</Text>}
      <FileDrop
        label={t('choose.label')}
        words={
          chosen === null
            ? t('choose.drop')
            : t('choose.size', { name: chosen.file.name, size: format.bytes(chosen.file.size) })
        }
        hasFile={chosen !== null}
        act={t(chosen === null ? 'choose.act' : 'choose.another')}
        fault={faults.length === 0 ? null : faults.map(words).join(' ')}
        isLocked={isLocked}
        onChoose={onChoose}
      />
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
