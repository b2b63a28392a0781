import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { PersonShape } from '../../../api/seats/contract.ts';

const COLORS = {
  counted: 'brand',
  'no-enrolment': 'informative',
  'no-seat': 'important',
  disabled: 'warning',
  deleted: 'danger',
  removed: 'subtle',
} as const;

/** Whether a person counts, or the first reason why not. */
export function StandingBadge({ standing }: Pick<PersonShape, 'standing'>) {
  const { t } = useTranslation('people');
  return (
    <Badge appearance="tint" color={COLORS[standing]}>
      {t(`standing.${standing}`)}
    </Badge>
  );
}
