import {
  Badge,
  Button,
  DrawerBody,
  DrawerFooter,
  makeStyles,
  OverlayDrawer,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PersonDeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyLinkButton } from '../../components/CopyLinkButton.tsx';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { DrawerTop } from '../../components/DrawerTop.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { MailAddress } from '../../components/MailAddress.tsx';
import { useFocusReturn } from '../../components/useFocusReturn.ts';
import { RemovePersonForm } from '../../forms/opened.ts';
import { isTenantAdmin, useMe } from '../../queries/me.ts';
import { usePerson, useSeat } from '../../queries/people.ts';
import { SeatExplanation } from './SeatExplanation.tsx';
import { StandingBadge } from './StandingBadge.tsx';

const useStyles = makeStyles({
  drawer: { width: '440px', maxWidth: '100vw' },
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL },
  who: { display: 'grid', rowGap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  footer: { flexWrap: 'wrap' },
});

/** One person beside the list: who, why counted or not, what would free the seat, and removing entirely. */
export function PersonPanel(props: { readonly personId: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation(['people', 'shell']);
  useFocusReturn();
  const me = useMe();
  const [isRemoving, setRemoving] = useState(false);
  const { personId, onClose } = props;
  const person = usePerson(personId);
  const seat = useSeat(personId);
  const error = person.error ?? seat.error;
  const isRemoved = person.data?.standing === 'removed';
  const obstacle = !isTenantAdmin(me)
    ? t('shell:disabled.catalogAdmin')
    : isRemoved
      ? t('people:remove.already')
      : null;

  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DrawerTop title={person.data?.displayName ?? t('people:person')} onClose={onClose}>
        {person.data === undefined ? null : (
          <CopyLinkButton path={`/people/${personId}`} label={person.data.displayName} />
        )}
      </DrawerTop>
      <DrawerBody className={styles.body}>
        <ErrorNotice
          error={error}
          onRetry={() => {
            void person.refetch();
            void seat.refetch();
          }}
        />
        {person.data === undefined ? null : (
          <div className={styles.who}>
            <Text className={styles.quiet}>
              {person.data.userName === null ? (
                t('people:noAccount')
              ) : (
                <MailAddress address={person.data.userName} />
              )}
            </Text>
            {person.data.mail === null || person.data.mail === person.data.userName ? null : (
              <Text className={styles.quiet}>
                <MailAddress address={person.data.mail} />
              </Text>
            )}
            <span className={styles.badges}>
              <StandingBadge standing={person.data.standing} />
              {person.data.guest ? (
                <Badge appearance="outline" color="informative">
                  {t('people:guest')}
                </Badge>
              ) : null}
              <Badge appearance="outline" color="informative">
                {t(`people:account.${person.data.account}`)}
              </Badge>
            </span>
          </div>
        )}
        {seat.data === undefined ? null : <SeatExplanation seat={seat.data} />}
        {seat.data === undefined && error === null ? (
          <Skeleton aria-label={t('shell:loading')}>
            <SkeletonItem size={96} />
          </Skeleton>
        ) : null}
      </DrawerBody>
      <DrawerFooter className={styles.footer}>
        <DisabledWithReason reason={obstacle}>
          <Button
            icon={<PersonDeleteRegular />}
            disabledFocusable={seat.data === undefined}
            onClick={() => setRemoving(true)}
          >
            {t('people:remove.open')}
          </Button>
        </DisabledWithReason>
      </DrawerFooter>
      {!isRemoving || person.data === undefined || seat.data === undefined ? null : (
        <RemovePersonForm
          personId={personId}
          displayName={person.data.displayName}
          seat={seat.data}
          onClose={() => setRemoving(false)}
        />
      )}
    </OverlayDrawer>
  );
}
