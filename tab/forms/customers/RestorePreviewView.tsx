import {
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { MailAddress } from '../../components/MailAddress.tsx';
import { OutcomeList } from '../../components/OutcomeList.tsx';
import type { RestorationsPreview } from '../../customers/answers.ts';
import type { NewNames } from '../../customers/restoration.ts';
import { useRefusalWords } from './useRefusalWords.ts';

type User = RestorationsPreview['users'][number];

const COLOR = { will: 'success', clash: 'warning', refused: 'danger' } as const;

const useStyles = makeStyles({
  who: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What would come back: whom, under which name, with which licences (C-4, C-5). */
export function RestorePreviewView(props: {
  readonly preview: RestorationsPreview;
  readonly names: NewNames;
  readonly onNames: (names: NewNames) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { preview, names, onNames } = props;
  const short = preview.products.filter(({ missing }) => missing > 0);
  const licenceWords = ({ licences, licencesKnown }: User): string => {
    if (!licencesKnown) return t('restore.unknown');
    if (licences.length === 0) return t('restore.noLicences');
    const each = licences.map(({ name, outcome, problem }) =>
      outcome === 'will'
        ? name
        : t('ofOne', {
            name,
            what:
              outcome === 'refused' && problem !== null
                ? refusalWords(problem)
                : t('restore.noneLeft'),
          }),
    );
    return t('restore.licences', { products: each.join('; ') });
  };
  return (
    <>
      <Text>{t('restore.text')}</Text>
      {short.map(({ skuId, name, missing }) => (
        <MessageBar key={skuId} intent="warning" layout="multiline">
          <MessageBarBody>{t('restore.missing', { product: name, count: missing })}</MessageBarBody>
        </MessageBar>
      ))}
      <OutcomeList
        label={t('restore.users')}
        outcomes={preview.users.map((user) => {
          const { userId, displayName, userName, outcome, problem } = user;
          const newName = names.get(userId);
          return {
            key: userId,
            name: (
              <span className={styles.who}>
                <Text weight="semibold">{displayName ?? userId}</Text>
                {userName === null ? null : (
                  <Text size={200} className={styles.quiet}>
                    <MailAddress address={userName} />
                  </Text>
                )}
              </span>
            ),
            outcome: { words: t(`restore.outcome.${outcome}`), color: COLOR[outcome] },
            why: [
              ...(problem === null ? [] : [refusalWords(problem)]),
              ...(outcome === 'refused' ? [] : [licenceWords(user)]),
            ],
            // Only a clash asks for a new name.
            ...(newName === undefined
              ? {}
              : {
                  asked: (
                    <Field
                      label={t('restore.newName', { name: displayName ?? userId })}
                      hint={t('restore.newNameHint')}
                    >
                      <Input
                        autoComplete="off"
                        value={newName}
                        onChange={(_event, { value }) => onNames(new Map(names).set(userId, value))}
                      />
                    </Field>
                  ),
                }),
          };
        })}
      />
    </>
  );
}
