import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FigureList } from '../../components/FigureList.tsx';
import { FormDrawer } from '../../components/FormDrawer.tsx';
import type { CustomerDetail, CustomerJob } from '../../customers/answers.ts';
import { useFormat } from '../../format.ts';
import { continueJob } from '../../queries/customer-jobs.ts';
import { useCustomerAct } from '../../queries/customers.ts';
import { RunView } from './RunView.tsx';
import { StoppedWords } from './StoppedWords.tsx';

/** Carries on with a bulk act that stopped, after it was shown what is still to be done, and what is looked up first. */
export function ContinueForm(props: {
  readonly customer: Pick<CustomerDetail, 'id'>;
  readonly job: CustomerJob;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const format = useFormat();
  const { customer, job, onClose } = props;
  const { toDo, toLookUp } = job.left;
  const [begun, setBegun] = useState<JobShape | null>(null);
  const act = useCustomerAct((jobId: string, key) => continueJob(customer.id, jobId, key));
  if (begun !== null) {
    return (
      <FormDrawer title={t('continue.result')} acts={[]} onClose={onClose}>
        <RunView
          customerId={customer.id}
          begun={begun}
          label={t('continue.running')}
          done={t('continue.done')}
        />
      </FormDrawer>
    );
  }
  const isBeginning = toDo + toLookUp === 0;
  return (
    <FormDrawer
      title={t('continue.title')}
      acts={[
        {
          act: isBeginning ? t('continue.open') : t('continue.act', { count: toDo + toLookUp }),
          onAct: () => act.mutate(job.id, { onSuccess: setBegun }),
          busy: act.isPending,
        },
      ]}
      onClose={onClose}
    >
      <StoppedWords job={job} />
      <Text>{t(isBeginning ? 'continue.beginning' : 'continue.text')}</Text>
      {isBeginning ? null : (
        <FigureList
          figures={[
            { key: 'toDo', label: t('continue.toDo'), value: format.number(toDo) },
            { key: 'toLookUp', label: t('continue.toLookUp'), value: format.number(toLookUp) },
          ]}
        />
      )}
      {toLookUp === 0 ? null : <Text>{t('continue.lookUpText')}</Text>}
      <ErrorNotice error={act.error} />
    </FormDrawer>
  );
}
