import {
  Button,
  Dropdown,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Option,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FigureList, type Figure } from '../../components/FigureList.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { useUsage, type Usage } from '../../queries/usage.ts';
import { reportAddress } from '../../usage/months.ts';
import { MonthsPanel } from './MonthsPanel.tsx';
import { useMonths } from './useMonths.ts';

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalL,
  },
  period: { minWidth: '220px', maxWidth: '100%', '& button': { minWidth: 0 } },
  more: { color: tokens.colorNeutralForeground2 },
  details: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
  },
});

/** The usage of a period: what was purchased and used, and in detail overall and by month (MAU-12). */
export function MonthsPart() {
  const styles = useStyles();
  const { t } = useTranslation('usage');
  const [month, setMonth] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(true);
  const detailsId = useId();
  const { data: usage, error, refetch } = useUsage(month);
  const { medium } = useMonths();
  const nameOf = ({ from, to }: Usage['period']) =>
    t('period.name', { from: medium(from), to: medium(to) });
  if (usage === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.part}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={styles.bar}>
        <Field label={t('period.select')} className={styles.period}>
          <Dropdown
            value={nameOf(usage.period)}
            selectedOptions={[usage.period.from]}
            onOptionSelect={(_event, { optionValue }) => setMonth(optionValue ?? null)}
          >
            {usage.periods.map((period) => (
              <Option key={period.from} value={period.from}>
                {nameOf(period)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Button
          aria-expanded={isOpen}
          aria-controls={detailsId}
          icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'details.hide' : 'details.show')}
        </Button>
        <InnerLink to={reportAddress(usage)}>{t('report')}</InnerLink>
      </div>
      {usage.plan === 'mau' ? <PlanPanel usage={usage} name={nameOf} /> : <NotBilled />}
      <div id={detailsId} hidden={!isOpen} className={isOpen ? styles.details : undefined}>
        {isOpen ? (
          <>
            <OverallPanel usage={usage} />
            <MonthsPanel usage={usage} />
            <Text size={200} className={styles.more}>
              {t('period.zone', { timeZone: usage.timeZone })}
            </Text>
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Where seats are billed, what this page is for then. */
function NotBilled() {
  const { t } = useTranslation('usage');
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('seats.title')}</MessageBarTitle>
        {t('seats.text')} <InnerLink to="/usage/advice">{t('seats.act')}</InnerLink>
      </MessageBarBody>
    </MessageBar>
  );
}

/** Purchased, used, used by peers, remaining (MAU-11), and what is beyond (M-4). */
function PlanPanel(props: {
  readonly usage: Usage;
  readonly name: (period: Usage['period']) => string;
}) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const { medium } = useMonths();
  const { period, purchased, used, usedByPeers, remaining, overage } = props.usage;
  const figures: Figure[] = [
    { key: 'purchased', label: t('plan.purchased'), value: format.number(purchased ?? 0) },
    { key: 'used', label: t('plan.used'), value: format.number(used), hint: t('plan.usedHint') },
    { key: 'peers', label: t('plan.usedByPeers'), value: format.number(usedByPeers) },
    { key: 'remaining', label: t('plan.remaining'), value: format.number(remaining ?? 0) },
  ];
  return (
    <Panel
      title={t('plan.title')}
      explanation={t('plan.registrations', { from: medium(period.from), to: medium(period.to) })}
    >
      <FigureList figures={figures} />
      {overage === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('plan.overage', { count: overage })}</MessageBarBody>
        </MessageBar>
      )}
    </Panel>
  );
}

/** Who was active in the period and in the month, and who is enrolled in nothing. */
function OverallPanel({ usage: { overall } }: { readonly usage: Usage }) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const { long } = useMonths();
  const { active, consuming, consumingMonth, notEnrolled } = overall;
  return (
    <Panel title={t('overall.title')}>
      <FigureList
        figures={[
          {
            ...{ key: 'active', label: t('overall.active'), value: format.number(active) },
            hint: t('overall.activeHint'),
          },
          {
            ...{ key: 'consuming', value: format.number(consuming) },
            label: t('overall.consuming', { month: long(consumingMonth) }),
          },
          {
            ...{ key: 'notEnrolled', label: t('overall.notEnrolled') },
            ...{ value: format.number(notEnrolled), hint: t('overall.notEnrolledHint') },
          },
        ]}
      />
    </Panel>
  );
}
