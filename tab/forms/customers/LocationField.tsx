import { useTranslation } from 'react-i18next';
import { CountryChoice } from '../../components/CountryChoice.tsx';

/** Where users use services: without it no licence can be assigned (PC-26). */
export function LocationField(props: {
  /** Two letters; empty for none. */
  readonly value: string;
  readonly onChange: (location: string) => void;
  readonly label?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly fault?: string | null;
}) {
  const { t } = useTranslation('customerActs');
  return (
    <CountryChoice
      label={t('field.location')}
      hint={t('field.locationHint')}
      none={t('field.noLocation')}
      {...props}
    />
  );
}
