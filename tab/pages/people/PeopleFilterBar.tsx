import {
  makeStyles,
  Option,
  OptionGroup,
  Switch,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ALL, FilterBar, FilterChoice } from '../../components/FilterBar.tsx';
import {
  isReason,
  obstacleToCatalog,
  obstacleToGuests,
  obstacleToShowing,
  SHOWN,
  type PeopleFilter,
  type Shown,
} from '../../people/filter.ts';

const useStyles = makeStyles({
  // The label stands where those of the fields beside it do, and the switch in the middle of their height.
  guests: { '& label': { padding: `${tokens.spacingVerticalXXS} 0` } },
  switch: { margin: `${tokens.spacingVerticalSNudge} 0` },
  obstacle: { display: 'block', color: tokens.colorNeutralForeground2, whiteSpace: 'normal' },
});

/** What narrows the list of people. What cannot be combined with what is chosen is disabled, and says why. */
export function PeopleFilterBar(props: {
  readonly filter: PeopleFilter;
  /** As it is typed; the filter follows when the typing pauses. */
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly catalogs: readonly { readonly id: string; readonly name: string }[];
  /** A catalog admin sees the people of one of the own catalogs at a time. */
  readonly catalogNeeded: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const { filter, search, onSearch, onChange, catalogs, catalogNeeded } = props;
  const catalogObstacle = catalogNeeded ? null : obstacleToCatalog(filter);
  const guestObstacle = catalogNeeded ? ('guests-alone' as const) : obstacleToGuests(filter);
  const chosen = catalogs.find(({ id }) => id === filter.catalogId);
  const guestSwitch = (
    <Switch
      label={t('filter.guests')}
      labelPosition="above"
      className={styles.guests}
      indicator={{ className: styles.switch }}
      checked={filter.guestsOnly}
      disabledFocusable={guestObstacle !== null}
      onChange={(_event, { checked }) => onChange({ ...filter, guestsOnly: checked })}
    />
  );
  const option = (shown: Shown) => {
    const obstacle = obstacleToShowing(shown, filter);
    const name = t(`filter.shown.${shown}`);
    return (
      <Option key={shown} value={shown} text={name} disabled={obstacle !== null}>
        <span>
          {name}
          {obstacle === null ? null : (
            <span className={styles.obstacle}>{t(`filter.obstacle.${obstacle}`)}</span>
          )}
        </span>
      </Option>
    );
  };
  return (
    <FilterBar
      label={t('filter.search')}
      hint={t('filter.searchHint')}
      search={search}
      onSearch={onSearch}
    >
      <FilterChoice
        label={t('filter.show')}
        chosen={filter.shown}
        words={t(`filter.shown.${filter.shown}`)}
        onChoose={(value) => {
          const shown = SHOWN.find((each) => each === value);
          if (shown !== undefined) onChange({ ...filter, shown });
        }}
      >
        {SHOWN.filter((shown) => !isReason(shown)).map(option)}
        <OptionGroup label={t('filter.reasons')}>{SHOWN.filter(isReason).map(option)}</OptionGroup>
      </FilterChoice>
      <FilterChoice
        label={t('filter.catalog')}
        chosen={filter.catalogId ?? ALL}
        words={chosen?.name ?? t('filter.allCatalogs')}
        onChoose={(value) =>
          onChange({ ...filter, catalogId: value === ALL ? null : (value ?? null) })
        }
        obstacle={catalogObstacle === null ? null : t(`filter.obstacle.${catalogObstacle}`)}
      >
        {catalogNeeded ? null : <Option value={ALL}>{t('filter.allCatalogs')}</Option>}
        {catalogs.map(({ id, name }) => (
          <Option key={id} value={id}>
            {name}
          </Option>
        ))}
      </FilterChoice>
      {guestObstacle === null ? (
        guestSwitch
      ) : (
        <Tooltip content={t(`filter.obstacle.${guestObstacle}`)} relationship="description">
          {guestSwitch}
        </Tooltip>
      )}
    </FilterBar>
  );
}
