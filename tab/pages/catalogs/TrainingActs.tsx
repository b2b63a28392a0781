import { DeleteRegular, EyeOffRegular, EyeRegular, RenameRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { TrainingShape } from '../../../api/catalogs/contract.ts';
import { MoreMenu } from '../../components/MoreMenu.tsx';

/** What can be done with a course or training plan in a list. */
export function TrainingActs(props: {
  readonly training: TrainingShape;
  readonly onPublish: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { name, published } = props.training;
  return (
    <MoreMenu
      label={t('act.more', { name })}
      acts={[
        {
          key: 'publish',
          act: t(published ? 'act.unpublish' : 'act.publish'),
          icon: published ? <EyeOffRegular /> : <EyeRegular />,
          onAct: props.onPublish,
        },
        { key: 'rename', act: t('act.rename'), icon: <RenameRegular />, onAct: props.onRename },
        { key: 'delete', act: t('act.delete'), icon: <DeleteRegular />, onAct: props.onDelete },
      ]}
    />
  );
}
