import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import type { CustomerDetail, CustomerUser, DeletionsPreview } from '../../customers/answers.ts';
import { freedBy } from '../../customers/deletion.ts';
import { useFormat } from '../../format.ts';
import { deleteUsers, useCustomerAct, useDeletionsPreview } from '../../queries/customers.ts';
import { RunView } from './RunView.tsx';
import { useRefusalWords } from './useRefusalWords.ts';

/** So many are named one by one. */
const NAMED_MAX = 10;

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

/** Deletes users after it was shown who they are, what becomes free, and until when they can be restored (PC-31, PC-36). */
export function DeleteUsersForm(props: {
  readonly customer: CustomerDetail;
  readonly users: readonly CustomerUser[];
  /** They are gone. */
  readonly onGone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, users, onGone, onClose } = props;
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [asked] = useState(() => users.map(({ id }) => id));
  const preview = useDeletionsPreview(customer.id, asked);
  const remove = useCustomerAct((userIds: readonly string[], key) =>
    deleteUsers(customer.id, userIds, key),
  );
  const will = preview.data?.users.filter(({ outcome }) => outcome === 'will') ?? [];
  if (begun !== null) {
    return (
      <FormDrawer title={t('deletion.running')} acts={[]} onClose={onClose}>
        <RunView
          customerId={customer.id}
          begun={begun}
          label={t('deletion.running')}
          done={t('deletion.done')}
          onEnd={onGone}
        />
      </FormDrawer>
    );
  }
  const [only] = users;
  return (
    <ConfirmDialog
      open
      title={
        users.length === 1 && only !== undefined
          ? t('deletion.titleOne', { name: only.displayName })
          : t('deletion.title', { count: users.length })
      }
      act={t('deletion.act', { count: preview.data?.counts.will ?? users.length })}
      onConfirm={() =>
        remove.mutate(
          will.map(({ userId }) => userId),
          { onSuccess: setBegun },
        )
      }
      onClose={onClose}
      busy={remove.isPending}
      waiting={will.length === 0}
      error={remove.error}
    >
      <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data === undefined ? (
        preview.error === null ? (
          <Skeleton aria-label={t('deletion.looking')}>
            <SkeletonItem size={64} />
          </Skeleton>
        ) : null
      ) : (
        <Preview preview={preview.data} />
      )}
    </ConfirmDialog>
  );
}

function Preview({ preview }: { readonly preview: DeletionsPreview }) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const refusalWords = useRefusalWords();
  const will = preview.users.filter(({ outcome }) => outcome === 'will');
  const refused = preview.users.filter(({ outcome }) => outcome === 'refused');
  const freed = freedBy(will);
  const nameOf = (user: DeletionsPreview['users'][number]) =>
    user.displayName ?? user.userName ?? user.userId;
  return (
    <>
      {will.length === 0 ? null : (
        <>
          <Text>{t('deletion.text', { until: format.instant(preview.restorableUntil) })}</Text>
          {preview.users.length === 1 ? null : (
            <ul className={styles.list}>
              {will.slice(0, NAMED_MAX).map((user) => (
                <li key={user.userId}>{nameOf(user)}</li>
              ))}
              {will.length > NAMED_MAX ? (
                <li>{t('more', { count: will.length - NAMED_MAX })}</li>
              ) : null}
            </ul>
          )}
          {freed.length === 0 ? (
            <Text>{t('deletion.nothingFreed')}</Text>
          ) : (
            <div>
              <Text>{t('deletion.freed')}</Text>
              <ul className={styles.list}>
                {freed.map(({ skuId, name, count }) => (
                  <li key={skuId}>{t('licencesOf', { product: name, count })}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {refused.length === 0 ? null : (
        <div>
          <Text weight="semibold">{t('deletion.refused', { count: refused.length })}</Text>
          <ul className={styles.list}>
            {refused.slice(0, NAMED_MAX).map((user) => (
              <li key={user.userId}>
                {t('ofOne', {
                  name: nameOf(user),
                  what: user.problem === null ? '' : refusalWords(user.problem),
                })}
              </li>
            ))}
            {refused.length > NAMED_MAX ? (
              <li>{t('more', { count: refused.length - NAMED_MAX })}</li>
            ) : null}
          </ul>
        </div>
      )}
    </>
  );
}
