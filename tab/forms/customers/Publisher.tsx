import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Licence } from '../../customers/answers.ts';

const useStyles = makeStyles({
  words: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

/** Whose product it is, and where its licences are managed (C-6). */
export function Publisher(props: { readonly publisher: NonNullable<Licence['publisher']> }) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const { name, link } = props.publisher;
  const publisher = name ?? t('licences.aPublisher');
  return (
    <Text size={200} className={styles.words}>
      {t('licences.publisher', { publisher })}{' '}
      {link === null ? null : (
        <Link href={link} target="_blank" rel="noreferrer" inline>
          {t('licences.atPublisher', { publisher })}
        </Link>
      )}
    </Text>
  );
}
