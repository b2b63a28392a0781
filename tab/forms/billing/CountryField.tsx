import { useTranslation } from 'react-i18next';
import { CountryChoice } from '../../components/CountryChoice.tsx';

/** In which country an order is paid. */
export function CountryField(props: {
  readonly value: string;
  readonly onChange: (country: string) => void;
  readonly hint?: string;
}) {
  const { t } = useTranslation('billing');
  return <CountryChoice required autoComplete="country" label={t('field.country')} {...props} />;
}
