import { Badge, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { endingOf, type Holding } from '../../catalogs/outcomes.ts';
import { InnerLink } from '../../components/InnerLink.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import type { Ending } from '../../forms/TakeOffForm.tsx';

const useStyles = makeStyles({
  ways: { listStyleType: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' },
});

/** Through what somebody is on a list or in a course: individually, through groups, or both. */
function Ways(props: {
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
function SeatBadge({ counted }: { readonly counted: boolean }) {
  const { t } = useTranslation('catalogs');
  return (
    <Badge appearance="tint" color={counted ? 'brand' : 'informative'}>
      {t(counted ? 'seat.counted' : 'seat.notCounted')}
    </Badge>
  );
}

/** What names the group of an id. */
type GroupName = (groupId: string) => string;

interface HeldPerson extends Holding {
  readonly personId: string;
  readonly displayName: string;
  readonly counted: boolean;
}

/** What a Users list, or the list of who is enrolled, tells of each person; what only one of them tells stands in the middle. */
export function useHoldingColumns<P extends HeldPerson>(
  groupName: GroupName,
  own: readonly Column<P>[],
): readonly [Column<P>, ...Column<P>[]] {
  const { t } = useTranslation('catalogs');
  return [
    {
      key: 'person',
      header: t('column.person'),
      width: '30%',
      cell: ({ personId, displayName }) => (
        <InnerLink to={`/people/${personId}`}>{displayName}</InnerLink>
      ),
    },
    {
      key: 'seat',
      header: t('column.seat'),
      isWhole: true,
      cell: (person) => <SeatBadge {...person} />,
    },
    ...own,
    {
      key: 'through',
      header: t('column.through'),
      cell: (person) => <Ways holding={person} groupName={groupName} />,
    },
  ];
}

/** Why somebody cannot be taken off, and how taking somebody off ended (S-6). */
export function useTakeOffWords(act: 'unlist' | 'unenrol', groupName: GroupName) {
  const { t } = useTranslation('catalogs');
  const namesOf = (groupIds: readonly string[]) => [...new Set(groupIds.map(groupName))].join(', ');
  return {
    obstacle: (person: HeldPerson): string | null =>
      endingOf(person) === 'held'
        ? t(`${act}.held`, { name: person.displayName, groups: namesOf(person.groupIds) })
        : null,
    told: (name: string, { outcome, groupIds }: Ending): string =>
      outcome === 'ended'
        ? t(`${act}.ended`, { name })
        : t(`${act}.stillThere`, { name, groups: namesOf(groupIds) }),
  };
}
