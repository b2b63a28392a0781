import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { useAudit } from '../../queries/audit.ts';
import { moveOf, type Move } from '../../subscription/moves.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  move: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2 },
  further: { alignSelf: 'center' },
});

/** What happened to the account: activations, moves, and its states, the newest first. */
export function MovesPanel() {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const audit = useAudit();
  const moves = audit.data?.pages.flatMap(({ items }) =>
    items.map(moveOf).filter((move) => move !== null),
  );
  const words = (move: Move): string => {
    const who =
      move.actor === null ? t('moves.service') : (move.actor.displayName ?? t('moves.someone'));
    return move.what === 'account-state-changed'
      ? t('moves.what.account-state-changed', { state: t(`account.states.${move.state}`) })
      : t(`moves.what.${move.what}`, { who });
  };
  return (
    <Panel title={t('moves.title')} explanation={t('moves.explanation')}>
      <ErrorNotice error={audit.error} onRetry={() => void audit.refetch()} />
      {moves?.length === 0 ? (
        <Text className={styles.quiet}>
          {t(audit.hasNextPage ? 'moves.searched' : 'moves.empty')}
        </Text>
      ) : null}
      <ul className={styles.list}>
        {moves?.map((move) => (
          <li key={move.id} className={styles.move}>
            <Text>{words(move)}</Text>
            <Text size={200} className={styles.quiet}>
              {format.instant(move.at)}
            </Text>
          </li>
        ))}
      </ul>
      {audit.hasNextPage ? (
        <Button
          className={styles.further}
          disabledFocusable={audit.isFetchingNextPage}
          {...(audit.isFetchingNextPage ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('moves.further')}
        </Button>
      ) : null}
    </Panel>
  );
}
