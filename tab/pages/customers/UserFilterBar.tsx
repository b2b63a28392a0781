import { Option, OptionGroup } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ALL, FilterBar, FilterChoice } from '../../components/FilterBar.tsx';
import type { Licence } from '../../customers/answers.ts';
import { USER_KINDS, type UserFilter } from '../../customers/filter.ts';

/** What narrows the list of users: a search, and one condition beside it (PC-20). */
export function UserFilterBar(props: {
  readonly filter: UserFilter;
  /** As it is typed; the filter follows when the typing pauses. */
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onChange: (filter: UserFilter) => void;
  readonly licences: readonly Licence[];
}) {
  const { t } = useTranslation('customers');
  const { filter, search, onSearch, licences, onChange } = props;
  const product = licences.find(({ skuId }) => skuId === filter.skuId);
  const chosen = filter.kind ?? filter.skuId ?? ALL;
  const words =
    filter.kind !== null
      ? t(`filter.${filter.kind}`)
      : filter.skuId !== null
        ? t('filter.has', { product: product?.name ?? filter.skuId })
        : t('filter.all');
  return (
    <FilterBar
      label={t('filter.search')}
      hint={t('filter.searchHint')}
      search={search}
      onSearch={onSearch}
    >
      <FilterChoice
        label={t('filter.by')}
        chosen={chosen}
        words={words}
        onChoose={(value) => {
          const kind = USER_KINDS.find((known) => known === value) ?? null;
          const skuId = licences.find((licence) => licence.skuId === value)?.skuId ?? null;
          onChange({ ...filter, kind, skuId });
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
      </FilterChoice>
    </FilterBar>
  );
}
