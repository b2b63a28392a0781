import {
  Badge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../components/FigureList.tsx';
import type { LicencePreview, LicenceStep } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useRefusalWords } from './useRefusalWords.ts';

/** So many users are named one by one. */
const NAMED_MAX = 100;

const COLOR = { changes: 'success', unchanged: 'informative', refused: 'danger' } as const;

const useStyles = makeStyles({
  part: { display: 'grid', rowGap: tokens.spacingVerticalS },
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

/** What a change of licences would come to: for each product, and for each user (C-3). */
export function LicencePreviewView({ preview }: { readonly preview: LicencePreview }) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const refusalWords = useRefusalWords();
  const { counts, products, users, usageLocationsMissing } = preview;
  const nameOf = new Map(products.map(({ skuId, name }) => [skuId, name]));
  const asked = new Set(users.flatMap(({ steps }) => steps.map(({ skuId }) => skuId)));
  const touched = products.filter(({ skuId }) => asked.has(skuId));
  const rank = { refused: 0, changes: 1, unchanged: 2 };
  const sorted = users.toSorted((one, other) => rank[one.outcome] - rank[other.outcome]);
  const hidden = sorted.length - NAMED_MAX;
  const stepWords = ({ skuId, act, outcome, problem }: LicenceStep): string =>
    t('ofOne', {
      name: nameOf.get(skuId) ?? skuId,
      what:
        outcome === 'refused' && problem !== null
          ? refusalWords(problem)
          : outcome === 'will'
            ? t(`licences.step.${act}`)
            : t(`licences.stays.${outcome}`),
    });
  return (
    <>
      <FigureList
        figures={(['changes', 'unchanged', 'refused'] as const).map((key) => ({
          key,
          label: t(`licences.counts.${key}`),
          value: format.number(counts[key]),
        }))}
      />
      {usageLocationsMissing > 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('licences.locationsMissing', { count: usageLocationsMissing })}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {touched.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3">{t('licences.perProduct')}</Subtitle2>
          <ul className={styles.list}>
            {touched.map(({ skuId, name, needed, freed, available, missing, problem }) => (
              <li key={skuId} className={styles.item}>
                <Text weight="semibold">{name}</Text>
                {missing > 0 ? (
                  <Badge appearance="tint" color="danger">
                    {t('licences.missing', { count: missing })}
                  </Badge>
                ) : (
                  <span />
                )}
                <Text size={200} className={styles.why}>
                  {t('licences.sums', { needed, freed, available })}
                </Text>
                {problem === null ? null : (
                  <Text size={200} className={styles.why}>
                    {refusalWords(problem)}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.part}>
        <Subtitle2 as="h3">{t('licences.perUser')}</Subtitle2>
        <ul tabIndex={0} className={styles.list} aria-label={t('licences.perUser')}>
          {sorted.slice(0, NAMED_MAX).map((user) => (
            <li key={user.userId} className={styles.item}>
              <Text>{user.displayName ?? user.userName ?? user.userId}</Text>
              <Badge appearance="tint" color={COLOR[user.outcome]}>
                {t(`licences.outcome.${user.outcome}`)}
              </Badge>
              {user.problem === null ? null : (
                <Text size={200} className={styles.why}>
                  {refusalWords(user.problem)}
                </Text>
              )}
              {user.usageLocationGiven ? (
                <Text size={200} className={styles.why}>
                  {t('licences.locationGiven')}
                </Text>
              ) : null}
              {/* Of a user who is refused nothing is done, whatever was asked for. */}
              {(user.outcome === 'refused' ? [] : user.steps).map((step) => (
                <Text key={step.skuId} size={200} className={styles.why}>
                  {stepWords(step)}
                </Text>
              ))}
            </li>
          ))}
        </ul>
        {hidden > 0 ? <Text>{t('more', { count: hidden })}</Text> : null}
      </section>
    </>
  );
}
