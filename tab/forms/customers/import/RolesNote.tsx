import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ImportResult } from '../../../customers/answers.ts';

/** To how many users of a file which directory role is given: whoever applies it must know. Nothing where none is. */
export function RolesNote({ roles }: Pick<ImportResult, 'roles'>) {
  const { t } = useTranslation('customerActs');
  return roles.map(({ roleId, name, users }) => (
    <MessageBar key={roleId} intent="warning" layout="multiline">
      <MessageBarBody>{t('checked.role', { role: name, count: users })}</MessageBarBody>
    </MessageBar>
  ));
}
