import {
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Text,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from '../../components/ChoiceGroup.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import type { CreatedUser, CustomerDetail } from '../../customers/answers.ts';
import {
  DRAFT_FIELDS,
  emptyDraft,
  inDomain,
  faultsInDraft,
  newUserOf,
  nextDraft,
  PERMISSIONS,
  type DraftField,
  type UserDraft,
} from '../../customers/draft.ts';
import { fieldRefusals } from '../../customers/refusals.ts';
import type { NewUser, Permission } from '../../customers/asked.ts';
import { useObstacle } from '../../pages/customers/useObstacle.ts';
import { createUser, useCustomerAct, useDomains, useLicences } from '../../queries/customers.ts';
import { PasswordsView } from './PasswordsView.tsx';
import { useRefusalWords } from './useRefusalWords.ts';
import { ActError } from './ActError.tsx';
import { UserFields } from './UserFields.tsx';

const permissionOf = (value: string): Permission =>
  PERMISSIONS.find((one) => one === value) ?? 'licences-and-services';

/** Adds a user of a customer with licences; then the password, and the next user (PC-10, C-2). */
export function CreateUserForm(props: {
  readonly customer: CustomerDetail;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, onClose } = props;
  const domains = useDomains(customer.id);
  const licences = useLicences(customer.id);
  const [typed, setTyped] = useState<UserDraft | null>(null);
  const [skuIds, setSkuIds] = useState<readonly string[]>([]);
  const [permission, setPermission] = useState<Permission>('licences-and-services');
  const obstacle = useObstacle(customer)('grantRoles');
  const [isSent, setSent] = useState(false);
  const [created, setCreated] = useState<CreatedUser | null>(null);
  const create = useCustomerAct((body: NewUser, key) => createUser(customer.id, body, key));
  const inputs = useRef<Partial<Record<DraftField, HTMLInputElement | null>>>({});
  const offered = licences.data?.items.filter(({ manageable }) => manageable) ?? [];
  const draft = inDomain(typed ?? emptyDraft(''), domains.data?.items[0]);
  const focusFirst = (wrong: Readonly<Partial<Record<DraftField, unknown>>>): boolean => {
    const first = DRAFT_FIELDS.find((field) => wrong[field] !== undefined);
    if (first !== undefined) inputs.current[first]?.focus();
    return first !== undefined;
  };
  const submit = () => {
    setSent(true);
    const isPlaced = skuIds.length === 0 || draft.location !== '';
    if (focusFirst(faultsInDraft(draft, true)) || !isPlaced) return;
    create.mutate(newUserOf(draft, skuIds, permission), {
      onSuccess: setCreated,
      onError: (error) => focusFirst(fieldRefusals(error)),
    });
  };
  const another = () => {
    setCreated(null);
    setSent(false);
    create.reset();
    setTyped(nextDraft(draft));
    // Whoever is next gets no more than is chosen anew.
    setPermission('licences-and-services');
  };
  if (created !== null) {
    return (
      <FormDrawer
        title={t('created.title', { name: created.displayName })}
        acts={[{ act: t('created.another'), onAct: another }]}
        isOver
        onClose={onClose}
      >
        <Created customer={customer.displayName} created={created} />
      </FormDrawer>
    );
  }
  const told = fieldRefusals(create.error);
  const isTold = DRAFT_FIELDS.some((field) => told[field] !== undefined);
  return (
    <FormDrawer
      title={t('create.title', { customer: customer.displayName })}
      acts={[
        {
          act: t('create.act'),
          onAct: submit,
          busy: create.isPending,
          reason: domains.data === undefined ? t('create.loading') : null,
        },
      ]}
      onClose={onClose}
    >
      <ErrorNotice
        error={domains.error ?? licences.error}
        onRetry={() => {
          void domains.refetch();
          void licences.refetch();
        }}
      />
      <UserFields
        draft={draft}
        onDraft={setTyped}
        domains={domains.data?.items ?? []}
        isSent={isSent}
        error={create.error}
        isLocationRequired={skuIds.length > 0}
        inputRef={(field) => (element) => {
          inputs.current[field] = element;
        }}
      />
      {offered.length === 0 ? null : (
        <ChoiceGroup label={t('create.licences')}>
          {offered.map(({ skuId, name, available }) => (
            <Checkbox
              key={skuId}
              label={t('create.licence', { product: name, available })}
              checked={skuIds.includes(skuId)}
              disabled={available === 0 && !skuIds.includes(skuId)}
              onChange={(_event, { checked }) =>
                setSkuIds(
                  checked === true ? [...skuIds, skuId] : skuIds.filter((one) => one !== skuId),
                )
              }
            />
          ))}
        </ChoiceGroup>
      )}
      <Field label={t('create.permissions')} hint={obstacle}>
        <RadioGroup
          value={permission}
          onChange={(_event, { value }) => setPermission(permissionOf(value))}
        >
          {PERMISSIONS.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`create.permission.${one}`)}
              disabled={one === 'user-administrator' && obstacle !== null}
            />
          ))}
        </RadioGroup>
      </Field>
      <ActError error={isTold ? null : create.error} onRetry={submit} />
    </FormDrawer>
  );
}

/** The user is there: with what name and password, and what did not work. */
function Created(props: { readonly customer: string; readonly created: CreatedUser }) {
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { customer, created } = props;
  const { displayName, userName, temporaryPassword, refused, licences } = created;
  return (
    <>
      <MessageBar intent={refused === null ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          {refused === null
            ? t('created.done', { name: displayName })
            : t('created.partly', { name: displayName, why: refusalWords(refused) })}
        </MessageBarBody>
      </MessageBar>
      {licences.length === 0 ? null : (
        <Text>
          {t('created.licences', { products: licences.map(({ name }) => name).join(', ') })}
        </Text>
      )}
      {created.admin === true ? <Text>{t('created.admin')}</Text> : null}
      {temporaryPassword === null ? (
        <Text>{t('passwords.shown')}</Text>
      ) : (
        <PasswordsView
          customer={customer}
          passwords={[{ displayName, userName: userName, password: temporaryPassword }]}
        />
      )}
    </>
  );
}
