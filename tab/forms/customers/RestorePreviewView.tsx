import {
  Badge,
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
import type { RestorationsPreview } from '../../customers/answers.ts';
import type { NewNames } from '../../customers/restoration.ts';
import { useRefusalWords } from './useRefusalWords.ts';

type User = RestorationsPreview['users'][number];

const COLOR = { will: 'success', clash: 'warning', refused: 'danger' } as const;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  who: { display: 'grid' },
  wide: { gridColumn: '1 / -1' },
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
  const { preview, names, onNames } = props;
  const short = preview.products.filter(({ missing }) => missing > 0);
  return (
    <>
      <Text>{t('restore.text')}</Text>
      {short.map(({ skuId, name, missing }) => (
        <MessageBar key={skuId} intent="warning" layout="multiline">
          <MessageBarBody>{t('restore.missing', { product: name, count: missing })}</MessageBarBody>
        </MessageBar>
      ))}
      <ul tabIndex={0} className={styles.list} aria-label={t('restore.users')}>
        {preview.users.map((user) => (
          <RestoredUser
            key={user.userId}
            user={user}
            name={names.get(user.userId)}
            onName={(name) => onNames(new Map(names).set(user.userId, name))}
          />
        ))}
      </ul>
    </>
  );
}

function RestoredUser(props: {
  readonly user: User;
  /** The new user name as it is typed; undefined where none is needed. */
  readonly name: string | undefined;
  readonly onName: (name: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const refusalWords = useRefusalWords();
  const { user, name, onName } = props;
  const { displayName, userName, outcome, problem, licences, licencesKnown } = user;
  const licenceWords = licences.map((licence) =>
    licence.outcome === 'will'
      ? licence.name
      : t('ofOne', {
          name: licence.name,
          what:
            licence.outcome === 'refused' && licence.problem !== null
              ? refusalWords(licence.problem)
              : t('restore.noneLeft'),
        }),
  );
  return (
    <li className={styles.item}>
      <span className={styles.who}>
        <Text weight="semibold">{displayName ?? user.userId}</Text>
        {userName === null ? null : (
          <Text size={200} className={styles.quiet}>
            <MailAddress address={userName} />
          </Text>
        )}
      </span>
      <Badge appearance="tint" color={COLOR[outcome]}>
        {t(`restore.outcome.${outcome}`)}
      </Badge>
      {problem === null ? null : (
        <Text size={200} className={styles.wide}>
          {refusalWords(problem)}
        </Text>
      )}
      {name === undefined ? null : (
        <Field
          className={styles.wide}
          label={t('restore.newName', { name: displayName ?? user.userId })}
          hint={t('restore.newNameHint')}
        >
          <Input autoComplete="off" value={name} onChange={(_event, { value }) => onName(value)} />
        </Field>
      )}
      {outcome === 'refused' ? null : (
        <Text size={200} className={styles.wide}>
          {!licencesKnown
            ? t('restore.unknown')
            : licenceWords.length === 0
              ? t('restore.noLicences')
              : t('restore.licences', { products: licenceWords.join('; ') })}
        </Text>
      )}
    </li>
  );
}
