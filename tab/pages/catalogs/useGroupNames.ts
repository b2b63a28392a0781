import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkedGroups } from '../../queries/catalogs.ts';

/**
 * Names the groups that hold somebody. One that is not linked here holds the person through a course or plan of the
 * catalog, which is said instead of its name.
 * @param base what the groups are linked to
 */
export function useGroupNames(base: string): (groupId: string) => string {
  const { t } = useTranslation('catalogs');
  const { data } = useLinkedGroups(base);
  return useCallback(
    (groupId: string) => {
      const group = data?.items.find((linked) => linked.groupId === groupId);
      if (group === undefined) return t('through.courseGroup');
      return group.displayName === null
        ? t('through.unnamedGroup')
        : t('through.group', { name: group.displayName });
    },
    [data, t],
  );
}
