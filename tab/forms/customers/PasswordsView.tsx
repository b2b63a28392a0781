import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, CopyRegular, PrintRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { passwordsCsv, passwordsText, type HandedOut } from '../../customers/passwords.ts';
import { save } from '../../download.ts';
import { copyText } from '../../teams.ts';

/** So many are shown; the file, the print and the copy have all. */
const SHOWN_MAX = 50;

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 479px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  who: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground2 },
  password: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase400,
    userSelect: 'all',
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const useSheetStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse' },
  // A line that is cut off the sheet must be whole.
  line: { breakInside: 'avoid' },
  // The sheet is outside of the theme, which has no fonts for it.
  password: {
    fontFamily: "Consolas, 'Courier New', monospace",
    fontSize: 'inherit',
    whiteSpace: 'nowrap',
  },
});

/** Temporary passwords, shown this once: to copy, download or print (C-2, PC-16). Nothing of them is kept. */
export function PasswordsView(props: {
  readonly customer: string;
  readonly passwords: readonly HandedOut[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { customer, passwords } = props;
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null);
  const shown = passwords.slice(0, SHOWN_MAX);
  const copy = () => {
    void copyText(passwordsText(passwords)).then((done) => setCopied(done ? 'copied' : 'refused'));
  };
  const download = () => {
    const headers = [
      t('passwords.name'),
      t('passwords.userName'),
      t('passwords.password'),
    ] as const;
    save({
      content: new Blob([passwordsCsv(headers, passwords)], { type: 'text/csv' }),
      fileName: t('passwords.fileName'),
    });
  };
  return (
    <div className={styles.view}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{t('passwords.once', { count: passwords.length })}</MessageBarBody>
      </MessageBar>
      <ul className={styles.list} aria-label={t('passwords.title')}>
        {shown.map(({ displayName, userName, password }) => (
          <li key={userName} className={styles.item}>
            <span className={styles.who}>
              <Text weight="semibold">{displayName}</Text>
              <Text size={200} className={styles.quiet}>
                {userName}
              </Text>
            </span>
            <Text className={styles.password}>{password}</Text>
          </li>
        ))}
      </ul>
      {passwords.length > shown.length ? (
        <Text>{t('passwords.more', { count: passwords.length - shown.length })}</Text>
      ) : null}
      <div className={styles.acts}>
        <Button icon={<CopyRegular />} onClick={copy}>
          {t('passwords.copy')}
        </Button>
        <Button icon={<ArrowDownloadRegular />} onClick={download}>
          {t('passwords.download')}
        </Button>
        <Button icon={<PrintRegular />} onClick={() => window.print()}>
          {t('passwords.print')}
        </Button>
      </div>
      <div role="status">
        {copied === null ? null : <Text size={200}>{t(`passwords.${copied}`)}</Text>}
      </div>
      <PrintSheet customer={customer} passwords={passwords} />
    </div>
  );
}

/** What the printer gets instead of the page (page.css). */
function PrintSheet(props: {
  readonly customer: string;
  readonly passwords: readonly HandedOut[];
}) {
  const styles = useSheetStyles();
  const { t } = useTranslation('customerActs');
  const { customer, passwords } = props;
  return createPortal(
    <div data-print="">
      <h1>{t('passwords.sheet', { customer })}</h1>
      <p>{t('passwords.sheetText')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('passwords.name')}</th>
            <th>{t('passwords.userName')}</th>
            <th>{t('passwords.password')}</th>
          </tr>
        </thead>
        <tbody>
          {passwords.map(({ displayName, userName, password }) => (
            <tr key={userName} className={styles.line}>
              <td>{displayName}</td>
              <td>{userName}</td>
              <td>
                <code className={styles.password}>{password}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
