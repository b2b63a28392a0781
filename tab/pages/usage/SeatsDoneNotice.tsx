import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { refusalCode } from '../../../api/reclaim/contract.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { intentOf, type SeatsDone } from '../../usage/seats.ts';

const useStyles = makeStyles({
  refused: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
});

/** What an act on seats came to: how many, and by name whom not and why. */
export function SeatsDoneNotice(props: {
  readonly done: SeatsDone | null;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('reclaim');
  const { done, onClose } = props;
  if (done === null) return <DoneNotice text={null} onClose={onClose} />;
  const words = [
    ...(done.done === 0 && done.refused.length > 0
      ? []
      : [t(`done.${done.act}`, { count: done.done })]),
    ...(done.lost === 0 ? [] : [t('done.lost', { count: done.lost })]),
  ];
  const reasonOf = (code: string): string =>
    t(`refusal.${refusalCode.options.find((known) => known === code) ?? 'changed'}`);
  return (
    <DoneNotice
      text={words.join(' ')}
      intent={intentOf(done)}
      action={
        done.refused.length === 0 ? null : (
          <ul className={styles.refused}>
            {done.refused.map(({ name, code }) => (
              <li key={name}>{t('done.refused', { name, reason: reasonOf(code) })}</li>
            ))}
          </ul>
        )
      }
      onClose={onClose}
    />
  );
}
