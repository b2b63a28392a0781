import {
  Dropdown,
  Field,
  makeStyles,
  Option,
  OptionGroup,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Licence } from '../../customers/answers.ts';
import { USER_KINDS, type UserFilter } from '../../customers/filter.ts';

const ALL = 'all';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  search: { flex: '2 1 220px', minWidth: 0, '& input': { minWidth: 0 } },
  choice: { flex: '1 1 220px', minWidth: 0, '& button': { minWidth: 0 } },
  box: { maxWidth: 'none', width: '100%', minWidth: 0 },
});

/** What narrows the list of users: a search, and one condition beside it (PC-20). */
export function UserFilterBar(props: {
  readonly filter: UserFilter;
  /** As it is typed; the filter follows when the typing pauses. */
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onChange: (filter: UserFilter) => void;
  readonly licences: readonly Licence[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const { filter, licences, onChange } = props;
  const product = licences.find(({ skuId }) => skuId === filter.skuId);
  const chosen = filter.kind ?? filter.skuId ?? ALL;
  const words =
    filter.kind !== null
      ? t(`filter.${filter.kind}`)
      : filter.skuId !== null
        ? t('filter.has', { product: product?.name ?? filter.skuId })
        : t('filter.all');
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
      <Field label={t('filter.by')} className={styles.choice}>
        <Dropdown
          className={styles.box}
          value={words}
          selectedOptions={[chosen]}
          onOptionSelect={(_event, { optionValue }) => {
            const kind = USER_KINDS.find((known) => known === optionValue) ?? null;
            const isProduct = licences.some(({ skuId }) => skuId === optionValue);
            onChange({ ...filter, kind, skuId: isProduct ? (optionValue ?? null) : null });
          }}
        >
          <Option value={ALL}>{t('filter.all')}</Option>
          {USER_KINDS.map((kind) => (
            <Option key={kind} value={kind}>
              {t(`filter.${kind}`)}
            </Option>
          ))}
          {licences.length === 0 ? null : (
            <OptionGroup label={t('filter.byProduct')}>
              {licences.map(({ skuId, name }) => (
                <Option key={skuId} value={skuId}>
                  {name}
                </Option>
              ))}
            </OptionGroup>
          )}
        </Dropdown>
      </Field>
    </div>
  );
}
