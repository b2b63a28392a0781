import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { InnerLink } from '../../components/InnerLink.tsx';
import { useFormat } from '../../format.ts';
import type { Difference } from '../../overview/recount.ts';
import { usePerson } from '../../queries/people.ts';

function PersonName({ personId }: { readonly personId: string }) {
  const { data: person } = usePerson(personId);
  return <InnerLink to={`/people/${personId}`}>{person?.displayName ?? personId}</InnerLink>;
}

/** One difference that a recount found, by the name of whom or what it is about. */
export function DifferenceLine({ difference }: { readonly difference: Difference }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const state = t(difference.healed ? 'recount.isHealed' : 'recount.isNotHealed');
  switch (difference.of) {
    case 'person':
      return (
        <li>
          <PersonName personId={difference.personId} />{' '}
          <Text>
            {t(difference.recounted.counted ? 'recount.shouldCount' : 'recount.shouldNotCount')}{' '}
            {state}
          </Text>
        </li>
      );
    case 'tenant':
      return (
        <li>
          <Text>
            {t('recount.total', {
              kept: format.number(difference.kept),
              recounted: format.number(difference.recounted),
            })}{' '}
            {state}
          </Text>
        </li>
      );
    case 'catalog':
      return (
        <li>
          <InnerLink to={`/catalogs/${difference.catalogId}`}>{t('recount.catalog')}</InnerLink>{' '}
          <Text>{state}</Text>
        </li>
      );
    case 'training':
      return (
        <li>
          <Text>
            {t('recount.training')} {state}
          </Text>
        </li>
      );
  }
}
