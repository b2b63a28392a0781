import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api-error.ts';
import { api } from '../api.ts';
import type { Versioned } from '../api-client.ts';
import { clashOf, nameFaultOf } from '../catalogs/names.ts';
import { FormDialog } from '../components/FormDialog.tsx';
import { namedThing, type NamedThing } from '../queries/catalogs.ts';
import { useRefresh } from '../queries/refresh.ts';
import { NameField } from './NameField.tsx';

const useStyles = makeStyles({
  names: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  name: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  label: { color: tokens.colorNeutralForeground2 },
});

type Outcome = { readonly renamed: NamedThing } | { readonly clash: Versioned<NamedThing> };

/** Renames, unless somebody else has given it another name since it was seen. */
async function rename(base: string, seen: Versioned<NamedThing>, name: string): Promise<Outcome> {
  try {
    const renamed = await api.patch(base, namedThing, { body: { name }, ifMatch: seen.version });
    return { renamed };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'version-changed') throw error;
    const now = await api.getVersioned(base, namedThing);
    const clash = clashOf(seen.value.name, now.value.name, name);
    if (clash === 'differs') return { clash: now };
    return clash === 'same' ? { renamed: now.value } : rename(base, now, name);
  }
}

/**
 * Renames a catalog, course or training plan. Where another admin renamed it meanwhile, both names are shown and the
 * person decides.
 */
export function RenameForm(props: {
  /** Its address in the api. */
  readonly base: string;
  /** As it was when the form was opened. */
  readonly seen: Versioned<NamedThing>;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { base, onDone, onClose } = props;
  const [seen, setSeen] = useState(props.seen);
  const [nameBefore] = useState(props.seen.value.name);
  const [name, setName] = useState(nameBefore);
  const [isSent, setIsSent] = useState(false);
  const [theirs, setTheirs] = useState<Versioned<NamedThing> | null>(null);
  const refresh = useRefresh();
  const save = useMutation({
    mutationFn: (from: Versioned<NamedThing>) => rename(base, from, name.trim()),
    onSuccess: (outcome) => {
      void refresh();
      if ('clash' in outcome) setTheirs(outcome.clash);
      else onDone(outcome.renamed.name);
    },
  });
  const submit = () => {
    setIsSent(true);
    if (nameFaultOf(name) === null) save.mutate(seen);
  };
  const keepMine = (now: Versioned<NamedThing>) => {
    setSeen(now);
    setTheirs(null);
    save.mutate(now);
  };
  return (
    <FormDialog
      title={t('rename.title', { name: nameBefore })}
      {...(theirs === null ? { act: t('act.save') } : {})}
      onSubmit={submit}
      onClose={onClose}
      busy={save.isPending}
      error={save.error}
    >
      {theirs === null ? (
        <NameField value={name} onChange={setName} isSent={isSent} error={save.error} />
      ) : (
        <div className={styles.names} role="alert">
          <div className={styles.name}>
            <Text className={styles.label}>{t('rename.clash')}</Text>
            <Text weight="semibold">{theirs.value.name}</Text>
            <Button onClick={() => onDone(theirs.value.name)}>{t('rename.takeTheirs')}</Button>
          </div>
          <div className={styles.name}>
            <Text className={styles.label}>{t('rename.yours')}</Text>
            <Text weight="semibold">{name.trim()}</Text>
            <Button appearance="primary" onClick={() => keepMine(theirs)}>
              {t('rename.keepMine')}
            </Button>
          </div>
        </div>
      )}
    </FormDialog>
  );
}
