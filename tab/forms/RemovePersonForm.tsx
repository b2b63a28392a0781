import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { endingOf, type Seat } from '../people/removal.ts';
import { useRemovePerson } from '../queries/people.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
});

/** Removes a person entirely, after showing what ends (L-7). */
export function RemovePersonForm(props: {
  readonly personId: string;
  readonly displayName: string;
  readonly seat: Seat;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const { personId, displayName, seat, onClose } = props;
  const remove = useRemovePerson();
  const { enrolments, catalogs, throughGroups, flow, freesSeat } = endingOf(seat);
  return (
    <ConfirmDialog
      open
      title={t('remove.title', { name: displayName })}
      act={t('remove.act')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(personId, { onSuccess: onClose })}
    >
      <Text weight="semibold">{t(freesSeat ? 'remove.freesSeat' : 'remove.freesNoSeat')}</Text>
      {enrolments > 0 || flow ? <Text>{t('remove.text')}</Text> : null}
      <ul className={styles.list}>
        {enrolments === 0 ? null : (
          <li>
            {t('remove.enrolments', { count: enrolments })}{' '}
            {catalogs === 0 ? null : t('remove.catalogs', { count: catalogs })}
          </li>
        )}
        {flow ? <li>{t('remove.flow')}</li> : null}
        {throughGroups === 0 ? null : <li>{t('remove.groups', { count: throughGroups })}</li>}
      </ul>
      <Text>{t('remove.mark')}</Text>
    </ConfirmDialog>
  );
}
