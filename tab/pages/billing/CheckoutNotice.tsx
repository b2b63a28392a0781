import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, OpenRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api-error.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useFormat } from '../../format.ts';
import { useCheckout, type Checkout } from '../../queries/billing.ts';
import { useRefresh } from '../../queries/refresh.ts';

const INTENTS = { open: 'info', completed: 'success', abandoned: 'warning' } as const;

const useStyles = makeStyles({
  // Stands there, empty, before it speaks: screen readers only hear what changes in a region that they know.
  place: { ':empty': { display: 'none' } },
  bar: { marginBottom: tokens.spacingVerticalL },
  body: { paddingTop: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

/** How an order stands that was begun here: the way to the checkout, and what came of it when one returns. */
export function CheckoutNotice(props: {
  readonly checkoutId: string | null;
  /** It was begun just now: the way to the checkout gets the focus. */
  readonly isNew: boolean;
  readonly provider: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { checkoutId, isNew, provider, onClose } = props;
  const { data, error, refetch } = useCheckout(checkoutId);
  const refresh = useRefresh();
  const isPaid = data?.state === 'completed';
  useEffect(() => {
    if (isPaid) void refresh();
  }, [isPaid, refresh]);
  const isGone = codeOf(error) === 'not-found';
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone, onClose]);
  return (
    <>
      {isGone ? null : <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <div role="status" className={styles.place}>
        {checkoutId === null || data === undefined ? null : (
          <Standing checkout={data} isNew={isNew} provider={provider} onClose={onClose} />
        )}
      </div>
    </>
  );
}

function Standing(props: {
  readonly checkout: Checkout;
  readonly isNew: boolean;
  readonly provider: string;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const format = useFormat();
  const { checkout, isNew, provider, onClose } = props;
  const { state, seats, checkoutUrl, expiresAt, estimate } = checkout;
  const link = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isNew) link.current?.querySelector('a')?.focus();
  }, [isNew]);
  return (
    <MessageBar intent={INTENTS[state]} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`checkout.${state}.title`)}</MessageBarTitle>{' '}
        {t(`checkout.${state}.text`, {
          users: t('users', { count: seats }),
          monthly: format.money(estimate.monthly),
          at: format.instant(expiresAt),
          provider,
        })}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissRegular />}
            aria-label={t('checkout.close')}
            onClick={onClose}
          />
        }
      >
        {state !== 'open' || checkoutUrl === null ? null : (
          <span ref={link}>
            <Button
              as="a"
              appearance="primary"
              icon={<OpenRegular />}
              href={checkoutUrl}
              target="_blank"
              rel="noopener noreferrer"
            >
              {t('checkout.go')}
            </Button>
          </span>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
