import { Button, makeStyles, Text, ToggleButton, tokens } from '@fluentui/react-components';
import { CertificateRegular, DeleteRegular, DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import type { CustomerDetail, CustomerUser } from '../../customers/answers.ts';
import type { Selection } from '../../customers/selection.ts';
import type { WantedUserAct } from './UserForms.tsx';
import { useObstacle } from './useObstacle.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  chosen: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexGrow: 1,
  },
});

/** Who is chosen across all pages, and what can be done with them together (PC-21). */
export function SelectionBar(props: {
  readonly customer: CustomerDetail;
  readonly selection: Selection<CustomerUser>;
  /** Only the chosen ones are shown. */
  readonly isAlone: boolean;
  readonly onAlone: (isAlone: boolean) => void;
  readonly onClear: () => void;
  readonly onAct: (wanted: WantedUserAct) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const obstacleTo = useObstacle(props.customer);
  const { selection, isAlone, onAct } = props;
  const users = [...selection.values()];
  const nobody = users.length === 0 ? t('selection.nobody') : null;
  const licences = obstacleTo('manageLicences') ?? nobody;
  const deletion = obstacleTo('deleteUsers') ?? nobody;
  return (
    <div role="group" aria-label={t('selection.label')} className={styles.bar}>
      <div className={styles.chosen}>
        <Text role="status">{t('selection.count', { count: users.length })}</Text>
        {users.length === 0 ? null : (
          <>
            <ToggleButton size="small" checked={isAlone} onClick={() => props.onAlone(!isAlone)}>
              {t('selection.alone')}
            </ToggleButton>
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              onClick={props.onClear}
            >
              {t('selection.clear')}
            </Button>
          </>
        )}
      </div>
      <DisabledWithReason reason={licences}>
        <Button
          icon={<CertificateRegular />}
          onClick={licences === null ? () => onAct({ act: 'licences', users }) : undefined}
        >
          {t('act.licences')}
        </Button>
      </DisabledWithReason>
      <DisabledWithReason reason={deletion}>
        <Button
          icon={<DeleteRegular />}
          onClick={deletion === null ? () => onAct({ act: 'delete', users }) : undefined}
        >
          {t('act.delete')}
        </Button>
      </DisabledWithReason>
    </div>
  );
}
