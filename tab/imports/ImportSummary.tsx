import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../components/FigureList.tsx';
import { RecordTable } from '../components/RecordTable.tsx';
import { useFormat } from '../format.ts';
import type { ImportResult } from '../jobs/results.ts';
import { refusalKeyOf } from './refusals.ts';

/** So many new catalogs and courses are named; the file of row results has all. */
const NAMED_MAX = 10;

const useStyles = makeStyles({
  summary: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  part: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  names: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

/** What an import came to, or by a dry run would come to. */
export function ImportSummary({ result }: { readonly result: ImportResult }) {
  const styles = useStyles();
  const { t } = useTranslation('imports');
  const format = useFormat();
  const figure = (key: 'rows' | 'enrolled' | 'already' | 'ended' | 'superseded' | 'refused') => ({
    key,
    label: t(key === 'enrolled' && result.dryRun ? 'result.wouldEnrol' : `result.${key}`),
    value: format.number(result[key]),
  });
  const reasons = Object.entries(result.refusedBy).toSorted(([, one], [, other]) => other - one);
  const { newCatalogs, newCourses } = result;
  return (
    <div className={styles.summary}>
      <FigureList
        figures={[
          figure('rows'),
          figure('enrolled'),
          figure('already'),
          ...(['ended', 'superseded', 'refused'] as const)
            .filter((key) => result[key] > 0)
            .map(figure),
        ]}
      />
      <Names title={t('result.newCatalogs')} count={newCatalogs.count} names={newCatalogs.names} />
      <Names
        title={t('result.newCourses')}
        count={newCourses.count}
        names={newCourses.names.map((course) => t('result.courseIn', course))}
      />
      {reasons.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3">{t('result.reasons')}</Subtitle2>
          <RecordTable
            label={t('result.reasons')}
            rows={reasons}
            idOf={([code]) => code}
            columns={[
              {
                key: 'reason',
                header: t('result.reason'),
                width: '80%',
                cell: ([code]) => t(`refusal.${refusalKeyOf(code)}`, { code }),
              },
              {
                key: 'count',
                header: t('result.count'),
                isNumber: true,
                cell: ([, count]) => format.number(count),
              },
            ]}
          />
        </section>
      )}
    </div>
  );
}

function Names(props: {
  readonly title: string;
  readonly count: number;
  readonly names: readonly string[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('imports');
  const { title, count, names } = props;
  if (count === 0) return null;
  const shown = names.slice(0, NAMED_MAX);
  return (
    <section className={styles.part}>
      <Subtitle2 as="h3">{t('result.newCount', { what: title, made: count })}</Subtitle2>
      <ul className={styles.names}>
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {count > shown.length ? (
        <Text>{t('result.more', { count: count - shown.length })}</Text>
      ) : null}
    </section>
  );
}
