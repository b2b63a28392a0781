import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Seat } from '../../people/removal.ts';
import { ReasonLine } from './ReasonLine.tsx';

/** So many reasons are shown before somebody asks for all. */
const REASONS_AT_FIRST = 5;

const useStyles = makeStyles({
  part: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
  },
  item: {
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
  },
});

/** Why a person counts or not, since when, and what would free the seat. */
export function SeatExplanation({ seat }: { readonly seat: Seat }) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const format = useFormat();
  const [isAll, setAll] = useState(false);
  const { counted, since, because, blockedBy, freedBy } = seat;
  const shown = isAll ? because : because.slice(0, REASONS_AT_FIRST);
  return (
    <>
      <section className={styles.part}>
        <Subtitle2 as="h3">{t(counted ? 'seat.counts' : 'seat.countsNot')}</Subtitle2>
        {since === null ? null : <Text>{t('seat.since', { day: format.day(since) })}</Text>}
        {blockedBy.length === 0 ? null : (
          <ul className={styles.list}>
            {blockedBy.map(({ code }) => (
              <li key={code} className={styles.item}>
                {t(`seat.blockedBy.${code}`)}
              </li>
            ))}
          </ul>
        )}
      </section>
      {because.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3">{t(counted ? 'seat.becauseTitle' : 'seat.wouldTitle')}</Subtitle2>
          <ul className={styles.list}>
            {shown.map((reason, place) => (
              <li key={place} className={styles.item}>
                <ReasonLine reason={reason} />
              </li>
            ))}
          </ul>
          {shown.length === because.length ? null : (
            <div>
              <Button appearance="subtle" onClick={() => setAll(true)}>
                {t('seat.showAll', { count: because.length })}
              </Button>
            </div>
          )}
        </section>
      )}
      {freedBy.length === 0 ? null : (
        <section className={styles.part}>
          <Subtitle2 as="h3">{t('seat.freedTitle')}</Subtitle2>
          <Text>{t('seat.freedAny')}</Text>
          <ul className={styles.list}>
            {freedBy.map(({ code }) => (
              <li key={code} className={styles.item}>
                {t(`seat.freedBy.${code}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
