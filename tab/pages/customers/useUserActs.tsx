import {
  CertificateRegular,
  DeleteRegular,
  EditRegular,
  PasswordRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import type { CustomerDetail, CustomerUser } from '../../customers/answers.ts';
import type { WantedUserAct } from './UserForms.tsx';
import { useObstacle } from './useObstacle.ts';

/** What can be done with one user in the list. */
export function useUserActs(
  customer: CustomerDetail,
  want: (wanted: WantedUserAct) => void,
): (user: CustomerUser) => ReactNode {
  const { t } = useTranslation('customers');
  const obstacleTo = useObstacle(customer);
  return (user) => {
    const synced = user.synced ? t('obstacle.synced') : null;
    return (
      <MoreMenu
        label={t('act.more', { name: user.displayName })}
        acts={[
          {
            key: 'edit',
            act: t('act.edit'),
            icon: <EditRegular />,
            onAct: () => want({ act: 'edit', user }),
            reason: obstacleTo('editUsers') ?? synced,
          },
          {
            key: 'licences',
            act: t('act.licences'),
            icon: <CertificateRegular />,
            onAct: () => want({ act: 'licences', users: [user] }),
            reason: obstacleTo('manageLicences'),
          },
          {
            key: 'password',
            act: t('act.password'),
            icon: <PasswordRegular />,
            onAct: () => want({ act: 'password', user }),
            reason: obstacleTo('resetPasswords') ?? synced,
          },
          {
            key: 'delete',
            act: t('act.delete'),
            icon: <DeleteRegular />,
            onAct: () => want({ act: 'delete', users: [user] }),
            reason: obstacleTo('deleteUsers') ?? synced,
          },
        ]}
      />
    );
  };
}
