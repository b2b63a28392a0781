import { DeleteRegular, RenameRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { isTenantAdmin, useMe } from '../../queries/me.ts';

/** What can be done with a catalog; only admins of the whole tenant delete one. */
export function CatalogActs(props: {
  readonly name: string;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const isAdmin = isTenantAdmin(useMe());
  return (
    <MoreMenu
      label={t('act.more', { name: props.name })}
      acts={[
        { key: 'rename', act: t('act.rename'), icon: <RenameRegular />, onAct: props.onRename },
        {
          key: 'delete',
          act: t('act.delete'),
          icon: <DeleteRegular />,
          onAct: props.onDelete,
          reason: isAdmin ? null : t('mayNot.deleteCatalog'),
        },
      ]}
    />
  );
}
