import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../../components/FigureList.tsx';
import { RecordTable } from '../../../components/RecordTable.tsx';
import type { ImportResult } from '../../../customers/answers.ts';
import { useFormat } from '../../../format.ts';
import { useRefusalWords } from '../useRefusalWords.ts';
import { RolesNote } from './RolesNote.tsx';

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  part: { display: 'grid', rowGap: tokens.spacingVerticalXS },
});

/** What an import of users would come to: rows, faults by line and column, and the licences that they need. */
export function CheckedUsers({ result }: { readonly result: ImportResult }) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const refusalWords = useRefusalWords();
  const { faults, licences, faulty } = result;
  const named = new Set(faults.map(({ line }) => line)).size;
  return (
    <div className={styles.result}>
      <FigureList
        figures={(['rows', 'good', 'faulty'] as const).map((key) => ({
          key,
          label: t(`checked.${key}`),
          value: format.number(result[key]),
        }))}
      />
      <RolesNote roles={result.roles} />
      {licences
        .filter(({ missing }) => missing > 0)
        .map(({ skuId, partNumber, needed, available }) => (
          <MessageBar key={skuId} intent="warning" layout="multiline">
            <MessageBarBody>
              {t('checked.short', { product: partNumber, needed, available })}
            </MessageBarBody>
          </MessageBar>
        ))}
      {faults.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3">{t('checked.faults')}</Subtitle2>
          <RecordTable
            label={t('checked.faults')}
            rows={faults.map((fault, place) => ({ ...fault, place }))}
            idOf={({ place }) => String(place)}
            columns={[
              {
                key: 'line',
                header: t('checked.line'),
                isWhole: true,
                cell: ({ line }) => t('checked.lineOf', { line }),
              },
              {
                key: 'column',
                header: t('checked.column'),
                isWhole: true,
                cell: ({ column }) => column ?? t('checked.wholeRow'),
              },
              {
                key: 'why',
                header: t('checked.why'),
                width: '70%',
                cell: (fault) => refusalWords(fault),
              },
            ]}
          />
          {faulty > named ? <Text>{t('checked.more')}</Text> : null}
        </section>
      )}
    </div>
  );
}
