import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ListEntryShape } from '../../api/catalogs/contract.ts';
import { TakeOffForm, type Ending } from './TakeOffForm.tsx';

/** Takes a person off a catalog's Users list; the enrolments in the catalog end (L-8, S-4). */
export function UnlistPersonForm(props: {
  readonly catalogId: string;
  readonly catalog: string;
  readonly entry: ListEntryShape;
  readonly groupName: (groupId: string) => string;
  readonly onDone: (ending: Ending) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { catalogId, catalog, entry, ...rest } = props;
  const name = entry.displayName;
  const count = entry.liveEnrolments;
  return (
    <TakeOffForm
      address={`/api/catalogs/${catalogId}/people/${entry.personId}`}
      holding={entry}
      words={{
        title: t('unlist.title', { name }),
        act: t('unlist.act'),
        ends: (
          <>
            <Text>{t('unlist.ends', { name, catalog })}</Text>
            {count === 0 ? null : <Text>{t('unlist.enrolments', { count })}</Text>}
          </>
        ),
        stays: t('unlist.stays', { name }),
        held: (groups) => t('unlist.held', { name, groups }),
      }}
      {...rest}
    />
  );
}
