import { Button, Dropdown, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, MailInboxRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords, useRows } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import { ResendNotificationForm } from '../../forms/opened.ts';
import { STATES } from '../../notifications/states.ts';
import {
  useNotifications,
  type DeliveryState,
  type Notification,
} from '../../queries/notifications.ts';
import { DeliveryStateView } from './DeliveryStateView.tsx';
import { ReachNote } from './ReachNote.tsx';
import { useWhat } from './useWhat.ts';

const ALL = 'all';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  choice: { minWidth: '180px', '& button': { minWidth: 0 } },
});

/** What was sent to whom and how it fared; what did not arrive can be sent again. */
export function SentPanel() {
  const styles = useStyles();
  const { t } = useTranslation('notifications');
  const [state, setState] = useState<DeliveryState | null>(null);
  const [asked, setAsked] = useState<Notification | null>(null);
  const [resent, setResent] = useState<Notification | null>(null);
  const sent = useNotifications(state);
  const rows = useRows(sent);
  const { what, person } = useWhat();
  const columns = useColumns();
  const reasonFor = ({ state: stands }: Notification): string =>
    t(`resend.reason.${stands === 'delivered' || stands === 'sending' ? stands : 'waiting'}`);
  // How what was sent again stands by now.
  const followed = rows?.find(({ id }) => id === resent?.id) ?? resent;
  return (
    <Panel title={t('sent.title')}>
      <ReachNote />
      <DoneNotice
        text={
          followed === null
            ? null
            : t(`resend.result.${followed.state}`, {
                what: what(followed),
                person: person(followed),
              })
        }
        intent={intentOf(followed)}
        onClose={() => setResent(null)}
      />
      <div className={styles.bar}>
        <Field label={t('sent.filter')} className={styles.choice}>
          <Dropdown
            value={state === null ? t('sent.all') : t(`state.${state}`)}
            selectedOptions={[state ?? ALL]}
            onOptionSelect={(_event, { optionValue }) =>
              setState(STATES.find((each) => each === optionValue) ?? null)
            }
          >
            <Option value={ALL}>{t('sent.all')}</Option>
            {STATES.map((each) => (
              <Option key={each} value={each}>
                {t(`state.${each}`)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Button
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={sent.isRefetching}
          onClick={() => void sent.refetch()}
        >
          {t('refresh')}
        </Button>
      </div>
      <PagedRecords
        query={sent}
        label={t('sent.title')}
        idOf={({ id }) => id}
        columns={columns}
        acts={{
          header: t('sent.column.actions'),
          cell: (notification) => (
            <MoreMenu
              label={t('sent.actsFor', { what: what(notification), person: person(notification) })}
              acts={[
                {
                  key: 'resend',
                  act: t('resend.act'),
                  onAct: () => setAsked(notification),
                  reason: notification.resendable ? null : reasonFor(notification),
                },
              ]}
            />
          ),
        }}
        empty={
          state === null ? (
            <EmptyState
              icon={<MailInboxRegular />}
              title={t('sent.empty.title')}
              text={t('sent.empty.text')}
            />
          ) : (
            <EmptyState
              icon={<MailInboxRegular />}
              title={t('sent.noneFits.title')}
              text={t('sent.noneFits.text')}
              action={<Button onClick={() => setState(null)}>{t('sent.noneFits.act')}</Button>}
            />
          )
        }
      />
      {asked === null ? null : (
        <ResendNotificationForm
          notification={asked}
          person={person(asked)}
          onDone={(notification) => {
            setAsked(null);
            setResent(notification);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Panel>
  );
}

/** How the result of sending again looks. */
const intentOf = (resent: Notification | null): 'success' | 'warning' | 'info' => {
  if (resent?.state === 'delivered') return 'success';
  return resent?.state === 'waiting' || resent?.state === 'sending' ? 'info' : 'warning';
};

/** What the list tells of each notification. */
function useColumns(): readonly [Column<Notification>, ...Column<Notification>[]] {
  const { t } = useTranslation('notifications');
  const format = useFormat();
  const { what, person } = useWhat();
  return [
    { key: 'what', header: t('sent.column.what'), width: '34%', cell: what },
    { key: 'person', header: t('sent.column.person'), cell: person },
    {
      key: 'state',
      header: t('sent.column.state'),
      cell: (notification) => <DeliveryStateView notification={notification} />,
    },
    {
      key: 'at',
      header: t('sent.column.at'),
      isWhole: true,
      cell: ({ announcedAt }) => format.instant(announcedAt),
    },
  ];
}
