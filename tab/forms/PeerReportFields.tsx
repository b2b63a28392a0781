import { Checkbox, Field, Select, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Peer } from '../peers/answers.ts';

/** On which account a report is: the own one, or a peer that lets its training reports be seen (PA-20). */
export function AccountField(props: {
  readonly accounts: readonly Peer[];
  /** Empty: the own account. */
  readonly value: string;
  readonly onChange: (peerId: string) => void;
}) {
  const { t } = useTranslation('reports');
  const { accounts, value, onChange } = props;
  return (
    <Field required label={t('request.account')}>
      <Select value={value} onChange={(_event, data) => onChange(data.value)}>
        <option value="">{t('request.ownAccount')}</option>
        {accounts.map(({ id, subdomain }) => (
          <option key={id} value={id}>
            {subdomain}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The shared catalog that a training report on a peer is about: one has to be chosen (PA-21). */
export function SharedCatalogField(props: {
  readonly account: Peer;
  readonly value: string;
  readonly onChange: (catalogId: string) => void;
}) {
  const { t } = useTranslation('reports');
  const { account, value, onChange } = props;
  if (account.catalogs.length === 0)
    return <Text role="status">{t('request.noShared', { account: account.subdomain })}</Text>;
  return (
    <Field required label={t('request.sharedCatalog')}>
      <Select value={value} onChange={(_event, data) => onChange(data.value)}>
        {account.catalogs.map(({ catalogId, name }) => (
          <option key={catalogId} value={catalogId}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Whom of a peer's users the report leaves out (PA-26). */
export function ActiveOnlyField(props: {
  readonly value: boolean;
  readonly onChange: (activeOnly: boolean) => void;
}) {
  const { t } = useTranslation('reports');
  return (
    <Checkbox
      label={t('request.activeOnly')}
      checked={props.value}
      onChange={(_event, { checked }) => props.onChange(checked === true)}
    />
  );
}
