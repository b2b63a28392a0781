import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from '../components/ChoiceGroup.tsx';
import type { Draft } from '../peers/request.ts';
import type { Peer } from '../peers/answers.ts';

const useStyles = makeStyles({
  hint: {
    color: tokens.colorNeutralForeground2,
    // Below the words of the box.
    paddingLeft: '32px',
  },
});

/** Which reports are asked for: both off by default (PA-2, PA-8, PA-9). */
export function PeerPermissionFields(props: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  /** The link that is being changed; null for a new one. */
  readonly peer: Peer | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const { draft, onDraft, peer } = props;
  const hasCatalogs = peer !== null && peer.catalogs.length > 0;
  return (
    <ChoiceGroup label={t('form.reports')}>
      <Checkbox
        label={t('form.training')}
        checked={draft.training}
        onChange={(_event, { checked }) => onDraft({ ...draft, training: checked === true })}
      />
      {draft.training && !hasCatalogs ? (
        <Text size={200} className={styles.hint} role="status">
          {t(peer === null ? 'form.trainingNone' : 'form.trainingShare')}
        </Text>
      ) : null}
      <Checkbox
        label={t('form.users')}
        checked={draft.users}
        onChange={(_event, { checked }) => onDraft({ ...draft, users: checked === true })}
      />
      {draft.users ? (
        <Text size={200} className={styles.hint}>
          {t('form.usersHint')}
        </Text>
      ) : null}
    </ChoiceGroup>
  );
}
