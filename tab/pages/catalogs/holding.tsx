import { Badge, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Holding } from '../../catalogs/outcomes.ts';

const useStyles = makeStyles({
  ways: { listStyleType: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' },
});

/** Through what somebody is on a list or in a course: individually, through groups, or both. */
export function Ways(props: {
  readonly holding: Holding;
  readonly groupName: (groupId: string) => string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { holding, groupName } = props;
  const names = new Set(holding.groupIds.map(groupName));
  const ways = holding.direct ? [t('through.direct'), ...names] : [...names];
  return (
    <ul className={styles.ways}>
      {ways.map((way) => (
        <li key={way}>{way}</li>
      ))}
    </ul>
  );
}

/** Whether somebody takes a seat. */
export function SeatBadge({ counted }: { readonly counted: boolean }) {
  const { t } = useTranslation('catalogs');
  return (
    <Badge appearance="tint" color={counted ? 'brand' : 'informative'}>
      {t(counted ? 'seat.counted' : 'seat.notCounted')}
    </Badge>
  );
}
