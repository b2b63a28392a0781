import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, BuildingPeopleRegular, PersonAddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { DisabledWithReason } from '../components/DisabledWithReason.tsx';
import { LoadedPage } from '../components/LoadedPage.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Parts } from '../components/Parts.tsx';
import { Trail } from '../components/Trail.tsx';
import type { CustomerDetail } from '../customers/answers.ts';
import { CreateUserForm } from '../forms/customers/opened.ts';
import { useCustomer, useDeletedUsers } from '../queries/customers.ts';
import { isPartnerStaff, useMe } from '../queries/me.ts';
import { DeletedUsersPanel } from './customers/DeletedUsersPanel.tsx';
import { HistoryPanel } from './customers/HistoryPanel.tsx';
import { LicencesPanel } from './customers/LicencesPanel.tsx';
import { StandingNotice } from './customers/StandingNotice.tsx';
import { useObstacle } from './customers/useObstacle.ts';
import { UsersPanel } from './customers/UsersPanel.tsx';
import { Gone } from './plain/Gone.tsx';
import { NotFound } from './plain/NotFound.tsx';

const PARTS = ['users', 'licences', 'deleted-users', 'history'] as const;
type Part = (typeof PARTS)[number];

const useStyles = makeStyles({
  panel: { paddingBottom: tokens.spacingVerticalXXL },
});

/** One customer: its users and licences, who can be restored, and what was done there. */
export function CustomerPage() {
  const { customerId = '', part } = useParams();
  if (!isPartnerStaff(useMe())) return <NotFound />;
  return (
    <CustomerById
      key={customerId}
      customerId={customerId}
      part={PARTS.find((known) => known === part) ?? 'users'}
    />
  );
}

function CustomerById(props: { readonly customerId: string; readonly part: Part }) {
  const { customerId, part } = props;
  return (
    <LoadedPage query={useCustomer(customerId)} gone={<CustomerGone />}>
      {(customer) => <Loaded customer={customer} part={part} />}
    </LoadedPage>
  );
}

function Loaded(props: { readonly customer: CustomerDetail; readonly part: Part }) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { customer, part } = props;
  const { id, displayName, may } = customer;
  const [isAdding, setAdding] = useState(false);
  const obstacle = useObstacle(customer)('createUsers');
  const deleted = useDeletedUsers(id, null, customer.usable && may.readUsers);
  const count = deleted.data?.count ?? null;
  const partWords = (each: Part): string =>
    each !== 'deleted-users'
      ? t(`part.${each}`)
      : count === null
        ? t('part.deletedUsersPlain')
        : t('part.deletedUsers', { number: count });
  return (
    <>
      <PageHeader
        trail={<Trail stops={[{ name: t('title'), path: '/customers' }]} />}
        title={displayName}
        explanation={t('page.explanation')}
        actions={
          <>
            <DisabledWithReason reason={obstacle}>
              <Button
                appearance="primary"
                icon={<PersonAddRegular />}
                onClick={obstacle === null ? () => setAdding(true) : undefined}
              >
                {t('act.addUser')}
              </Button>
            </DisabledWithReason>
            <DisabledWithReason reason={obstacle}>
              <Button
                icon={<ArrowUploadRegular />}
                onClick={
                  obstacle === null ? () => void navigate(`/customers/${id}/import`) : undefined
                }
              >
                {t('act.import')}
              </Button>
            </DisabledWithReason>
          </>
        }
      />
      <StandingNotice customer={customer} />
      <Parts
        label={t('page.parts')}
        parts={PARTS}
        wordsOf={partWords}
        part={part}
        onPart={(each) => void navigate(`/customers/${id}/${each}`, { replace: true })}
      >
        <div className={styles.panel}>
          <PartOf part={part} customer={customer} />
        </div>
      </Parts>
      {isAdding ? <CreateUserForm customer={customer} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function PartOf(props: { readonly part: Part; readonly customer: CustomerDetail }) {
  const { part, customer } = props;
  switch (part) {
    case 'users':
      return <UsersPanel customer={customer} />;
    case 'licences':
      return <LicencesPanel customer={customer} />;
    case 'deleted-users':
      return <DeletedUsersPanel customer={customer} />;
    case 'history':
      return <HistoryPanel customer={customer} />;
  }
}

function CustomerGone() {
  const { t } = useTranslation('customers');
  return (
    <Gone
      icon={<BuildingPeopleRegular />}
      title={t('page.gone')}
      text={t('page.goneText')}
      act={t('page.toList')}
      path="/customers"
    />
  );
}
