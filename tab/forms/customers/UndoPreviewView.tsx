import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../components/FigureList.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { OutcomeList } from '../../components/OutcomeList.tsx';
import type { UndoPreview, UndoStep } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useLicences } from '../../queries/customers.ts';
import { useFieldWords, useRefusalWords } from './useRefusalWords.ts';

const COLOR = { will: 'success', partly: 'warning', cannot: 'danger' } as const;
const RANK = { cannot: 0, partly: 1, will: 2 } as const;

/** What taking a bulk act back would do to each user; what cannot be taken back comes first. */
export function UndoPreviewView(props: {
  readonly customerId: string;
  readonly preview: UndoPreview;
}) {
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const refusalWords = useRefusalWords();
  const fieldWords = useFieldWords();
  const licences = useLicences(props.customerId).data?.items ?? [];
  const { counts, users } = props.preview;
  const products = (skuIds: readonly string[]) =>
    skuIds
      .map((skuId) => licences.find((licence) => licence.skuId === skuId)?.name ?? skuId)
      .join(', ');
  const stepWords = ({ act, licencesBack, licencesTaken, fieldsBack, reasons }: UndoStep) => [
    ...(act === 'delete' || act === 'restore' ? [t(`undo.step.${act}`)] : []),
    ...(licencesBack.length === 0
      ? []
      : [t('undo.step.back', { products: products(licencesBack) })]),
    ...(licencesTaken.length === 0
      ? []
      : [t('undo.step.taken', { products: products(licencesTaken) })]),
    ...(fieldsBack.length === 0 ? [] : [t('undo.step.fields', { fields: fieldWords(fieldsBack) })]),
    ...reasons.map(refusalWords),
  ];
  const sorted = users.toSorted((one, other) => RANK[one.outcome] - RANK[other.outcome]);
  return (
    <>
      <Text>{t('undo.text')}</Text>
      <FigureList
        figures={(['will', 'partly', 'cannot'] as const)
          .filter((key) => key === 'will' || counts[key] > 0)
          .map((key) => ({
            key,
            label: t(`undo.counts.${key}`),
            value: format.number(counts[key]),
          }))}
      />
      <OutcomeList
        label={t('undo.users')}
        outcomes={sorted.map((step) => ({
          key: step.no,
          name:
            step.userName === null ? (
              t('entries.row', { number: step.no })
            ) : (
              <MailAddress address={step.userName} />
            ),
          outcome: { words: t(`undo.outcome.${step.outcome}`), color: COLOR[step.outcome] },
          why: stepWords(step),
        }))}
        moreWords={(count) => t('more', { count })}
      />
    </>
  );
}
