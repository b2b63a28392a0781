import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../components/FigureList.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import type { UndoPreview, UndoStep } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useLicences } from '../../queries/customers.ts';
import { useRefusalWords } from './useRefusalWords.ts';

/** So many users are named one by one. */
const NAMED_MAX = 100;

const COLOR = { will: 'success', partly: 'warning', cannot: 'danger' } as const;
const RANK = { cannot: 0, partly: 1, will: 2 } as const;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  why: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
});

/** What taking a bulk act back would do to each user; what cannot be taken back comes first. */
export function UndoPreviewView(props: {
  readonly customerId: string;
  readonly preview: UndoPreview;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const licences = useLicences(props.customerId).data?.items ?? [];
  const { counts, users } = props.preview;
  const productOf = (skuId: string) =>
    licences.find((licence) => licence.skuId === skuId)?.name ?? skuId;
  const sorted = users.toSorted((one, other) => RANK[one.outcome] - RANK[other.outcome]);
  const hidden = sorted.length - NAMED_MAX;
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
      <ul tabIndex={0} className={styles.list} aria-label={t('undo.users')}>
        {sorted.slice(0, NAMED_MAX).map((step) => (
          <Step key={step.no} step={step} productOf={productOf} />
        ))}
      </ul>
      {hidden > 0 ? <Text>{t('more', { count: hidden })}</Text> : null}
    </>
  );
}

function Step(props: { readonly step: UndoStep; readonly productOf: (skuId: string) => string }) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { step, productOf } = props;
  const { userName, no, outcome, act, licencesBack, licencesTaken, fieldsBack, reasons } = step;
  const products = (skuIds: readonly string[]) => skuIds.map(productOf).join(', ');
  const words = [
    ...(act === 'delete' || act === 'restore' ? [t(`undo.step.${act}`)] : []),
    ...(licencesBack.length === 0
      ? []
      : [t('undo.step.back', { products: products(licencesBack) })]),
    ...(licencesTaken.length === 0
      ? []
      : [t('undo.step.taken', { products: products(licencesTaken) })]),
    ...(fieldsBack.length === 0 ? [] : [t('undo.step.fields', { fields: fieldsBack.join(', ') })]),
    ...reasons.map(refusalWords),
  ];
  return (
    <li className={styles.item}>
      <Text>
        {userName === null ? t('entries.row', { number: no }) : <MailAddress address={userName} />}
      </Text>
      <Badge appearance="tint" color={COLOR[outcome]}>
        {t(`undo.outcome.${outcome}`)}
      </Badge>
      {words.map((line, place) => (
        <Text key={place} size={200} className={styles.why}>
          {line}
        </Text>
      ))}
    </li>
  );
}
