import {
  Dropdown,
  Field,
  makeStyles,
  Option,
  OptionGroup,
  SearchBox,
  Switch,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import {
  isReason,
  obstacleToCatalog,
  obstacleToGuests,
  obstacleToShowing,
  SHOWN,
  type PeopleFilter,
  type Shown,
} from '../../people/filter.ts';

const ALL = 'all';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  search: { flex: '2 1 220px', minWidth: 0, '& input': { minWidth: 0 } },
  choice: { flex: '1 1 180px', minWidth: 0, '& button': { minWidth: 0 } },
  // The label stands where those of the fields beside it do, and the switch in the middle of their height.
  guests: { '& label': { padding: `${tokens.spacingVerticalXXS} 0` } },
  switch: { margin: `${tokens.spacingVerticalSNudge} 0` },
  box: { maxWidth: 'none', width: '100%', minWidth: 0 },
  obstacle: { display: 'block', color: tokens.colorNeutralForeground2, whiteSpace: 'normal' },
});

/** What narrows the list of people. What cannot be combined with what is chosen is disabled, and says why. */
export function FilterBar(props: {
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
  const { filter, onChange, catalogs, catalogNeeded } = props;
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
    <div role="search" className={styles.bar}>
      <Field label={t('filter.search')} className={styles.search}>
        <SearchBox
          className={styles.box}
          value={props.search}
          placeholder={t('filter.searchHint')}
          onChange={(_event, { value }) => props.onSearch(value)}
        />
      </Field>
      <Field label={t('filter.show')} className={styles.choice}>
        <Dropdown
          className={styles.box}
          value={t(`filter.shown.${filter.shown}`)}
          selectedOptions={[filter.shown]}
          onOptionSelect={(_event, { optionValue }) => {
            const shown = SHOWN.find((each) => each === optionValue);
            if (shown !== undefined) onChange({ ...filter, shown });
          }}
        >
          {SHOWN.filter((shown) => !isReason(shown)).map(option)}
          <OptionGroup label={t('filter.reasons')}>
            {SHOWN.filter(isReason).map(option)}
          </OptionGroup>
        </Dropdown>
      </Field>
      <Field
        label={t('filter.catalog')}
        className={styles.choice}
        {...(catalogObstacle === null
          ? {}
          : {
              validationState: 'none',
              validationMessage: t(`filter.obstacle.${catalogObstacle}`),
            })}
      >
        <Dropdown
          className={styles.box}
          value={chosen?.name ?? t('filter.allCatalogs')}
          selectedOptions={[filter.catalogId ?? ALL]}
          disabled={catalogObstacle !== null}
          onOptionSelect={(_event, { optionValue }) => {
            onChange({ ...filter, catalogId: optionValue === ALL ? null : (optionValue ?? null) });
          }}
        >
          {catalogNeeded ? null : <Option value={ALL}>{t('filter.allCatalogs')}</Option>}
          {catalogs.map(({ id, name }) => (
            <Option key={id} value={id}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {guestObstacle === null ? (
        guestSwitch
      ) : (
        <Tooltip content={t(`filter.obstacle.${guestObstacle}`)} relationship="description">
          {guestSwitch}
        </Tooltip>
      )}
    </div>
  );
}
