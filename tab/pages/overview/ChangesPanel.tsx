import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewShape } from '../../../api/overview/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LoadMore } from '../../components/LoadMore.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { actKeyOf, sumOf, together, type Change } from '../../overview/changes.ts';
import { useFurtherChanges } from '../../queries/overview.ts';

/** So many are told before somebody asks for more. */
const TOLD_AT_FIRST = 6;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  change: {
    display: 'flex',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 0', minWidth: 0, overflowWrap: 'anywhere' },
  at: { display: 'block', color: tokens.colorNeutralForeground2 },
  badges: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalXS,
  },
  empty: { color: tokens.colorNeutralForeground2 },
});

function ChangeLine({ change, asOfMs }: { readonly change: Change; readonly asOfMs: number }) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const who =
    change.actor === null
      ? t('changes.service')
      : (change.actor.displayName ?? t('changes.someone'));
  const name = change.name ?? t('changes.unnamed');
  return (
    <li className={styles.change}>
      <div className={styles.words}>
        <Text>{t(`changes.what.${actKeyOf(change.what)}`, { who, name })}</Text>
        <Text size={200} className={styles.at} title={format.instant(change.at)}>
          {format.ago(change.at, asOfMs)}
        </Text>
      </div>
      <div className={styles.badges}>
        {change.counted === 0 ? null : (
          <Badge appearance="tint" color="informative">
            {t('changes.taken', { count: change.counted })}
          </Badge>
        )}
        {change.freed === 0 ? null : (
          <Badge appearance="tint" color="success">
            {t('changes.freed', { count: change.freed })}
          </Badge>
        )}
      </div>
    </li>
  );
}

/** What changed the count since yesterday: freed, taken, by whom or what. */
export function ChangesPanel(props: {
  readonly overview: Pick<OverviewShape, 'changes' | 'changesSince' | 'asOf'>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const [isMoreWanted, setMoreWanted] = useState(false);
  const { changes, changesSince, asOf } = props.overview;
  const further = useFurtherChanges(changesSince, changes.nextCursor, isMoreWanted);
  const read = [...changes.items, ...(further.data?.pages.flatMap(({ items }) => items) ?? [])];
  const hasMore = further.data === undefined ? changes.nextCursor !== null : further.hasNextPage;
  const { counted, freed } = sumOf(read);
  const words = [
    ...(hasMore ? [t('changes.soFar')] : []),
    ...(counted === 0 ? [] : [t('changes.began', { count: counted })]),
    ...(freed === 0 ? [] : [t('changes.ceased', { count: freed })]),
  ];
  const told = together(read);
  const shown = isMoreWanted ? told : told.slice(0, TOLD_AT_FIRST);
  return (
    <Panel
      title={t('changes.title')}
      {...(read.length === 0 ? {} : { explanation: words.join(' ') })}
    >
      {read.length === 0 ? <Text className={styles.empty}>{t('changes.empty')}</Text> : null}
      <ul className={styles.list}>
        {shown.map((change) => (
          <ChangeLine
            key={`${change.at} ${change.what} ${change.name ?? ''}`}
            change={change}
            asOfMs={Date.parse(asOf)}
          />
        ))}
      </ul>
      <ErrorNotice error={further.error} onRetry={() => void further.refetch()} />
      <LoadMore
        hasMore={hasMore || shown.length < told.length}
        isLoading={further.isFetching}
        onMore={() => {
          if (isMoreWanted) void further.fetchNextPage();
          else setMoreWanted(true);
        }}
      />
    </Panel>
  );
}
