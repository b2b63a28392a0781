import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { FigureList, type Figure } from '../../components/FigureList.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { useFormat } from '../../format.ts';
import { ImportSummary } from '../../imports/ImportSummary.tsx';
import { resultOf, type JobResult } from '../../jobs/results.ts';

/** What a job came to, by its kind. */
export function JobResultView({ job }: { readonly job: JobShape }) {
  const { t } = useTranslation('jobs');
  const result = resultOf(job);
  if (result === null) return <Text block>{t('result.none')}</Text>;
  if (result.of === 'import') return <ImportSummary result={result.result} />;
  if (result.of === 'customer') {
    return (
      <InnerLink to={`/customers/${result.customerId}/history`}>{t('result.atCustomer')}</InnerLink>
    );
  }
  return <Figures result={result} />;
}

function Figures({
  result,
}: {
  readonly result: Exclude<JobResult, { of: 'import' | 'customer' }>;
}) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const figure = (
    key: 'people' | 'enrolmentsEnded' | 'peopleTakenOff' | 'trainings' | 'used' | 'differences',
    value: number,
  ): Figure => ({ key, label: t(`result.${key}`), value: format.number(value) });
  switch (result.of) {
    case 'group':
      return <FigureList figures={[figure('people', result.result.people)]} />;
    case 'ungroup':
      return <FigureList figures={[figure('people', result.people)]} />;
    case 'training-deletion':
      return <FigureList figures={[figure('enrolmentsEnded', result.enrolmentsEnded)]} />;
    case 'catalog-deletion':
      return (
        <FigureList
          figures={[
            figure('peopleTakenOff', result.peopleTakenOff),
            figure('trainings', result.trainings),
          ]}
        />
      );
    case 'recount':
      return (
        <>
          <FigureList
            figures={[figure('used', result.used), figure('differences', result.differences)]}
          />
          <Text block>{t(`result.${recountWords(result)}`)}</Text>
        </>
      );
  }
}

const recountWords = (recount: { readonly differences: number; readonly healed: boolean }) =>
  recount.differences === 0 ? 'agrees' : recount.healed ? 'healed' : 'notHealed';
