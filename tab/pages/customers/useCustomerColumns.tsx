import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { InnerLink } from '../../components/InnerLink.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import type { Customer } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { RelationshipStateView } from './RelationshipStateView.tsx';
import { useMayWords } from './useMayWords.ts';

/** What the list tells of each customer. */
export function useCustomerColumns(): readonly [Column<Customer>, ...Column<Customer>[]] {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const mayWords = useMayWords();
  return [
    {
      key: 'name',
      header: t('column.customer'),
      width: '26%',
      cell: ({ id, displayName }) => <InnerLink to={`/customers/${id}`}>{displayName}</InnerLink>,
    },
    {
      key: 'state',
      header: t('column.state'),
      width: '26%',
      cell: (customer) => <RelationshipStateView customer={customer} />,
    },
    {
      key: 'ends',
      header: t('column.ends'),
      isWhole: true,
      cell: ({ endsAt }) => (endsAt === null ? '' : format.day(endsAt.slice(0, 10))),
    },
    {
      key: 'may',
      header: t('column.may'),
      cell: (customer) => <Text>{mayWords(customer)}</Text>,
    },
  ];
}
