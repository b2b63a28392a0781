import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { FigureList } from '../../components/FigureList.tsx';
import { OutcomeList } from '../../components/OutcomeList.tsx';
import type { LicencePreview, LicenceStep } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { useRefusalWords } from './useRefusalWords.ts';

const COLOR = { changes: 'success', unchanged: 'informative', refused: 'danger' } as const;
const RANK = { refused: 0, changes: 1, unchanged: 2 } as const;

const useStyles = makeStyles({ part: { display: 'grid', rowGap: tokens.spacingVerticalS } });

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
  const sorted = users.toSorted((one, other) => RANK[one.outcome] - RANK[other.outcome]);
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
          <OutcomeList
            outcomes={touched.map(
              ({ skuId, name, needed, freed, available, missing, problem }) => ({
                key: skuId,
                name,
                outcome:
                  missing > 0
                    ? { words: t('licences.missing', { count: missing }), color: 'danger' }
                    : null,
                why: [
                  t('licences.sums', { needed, freed, available }),
                  ...(problem === null ? [] : [refusalWords(problem)]),
                ],
              }),
            )}
          />
        </section>
      )}
      <section className={styles.part}>
        <Subtitle2 as="h3">{t('licences.perUser')}</Subtitle2>
        <OutcomeList
          label={t('licences.perUser')}
          outcomes={sorted.map((user) => ({
            key: user.userId,
            name: user.displayName ?? user.userName ?? user.userId,
            outcome: { words: t(`licences.outcome.${user.outcome}`), color: COLOR[user.outcome] },
            why: [
              ...(user.problem === null ? [] : [refusalWords(user.problem)]),
              ...(user.usageLocationGiven ? [t('licences.locationGiven')] : []),
              // Of a user who is refused nothing is done, whatever was asked for.
              ...(user.outcome === 'refused' ? [] : user.steps.map(stepWords)),
            ],
          }))}
          moreWords={(count) => t('more', { count })}
        />
      </section>
    </>
  );
}
