import {
  Button,
  makeStyles,
  NavDrawer,
  NavDrawerBody,
  NavDrawerHeader,
  NavItem,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  Alert20Regular,
  Building20Regular,
  Certificate20Regular,
  DataBarVertical20Regular,
  DocumentArrowDown20Regular,
  Handshake20Regular,
  History20Regular,
  Home20Regular,
  Library20Regular,
  NavigationRegular,
  People20Regular,
  Receipt20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { hasCatalogs, isPartnerStaff, isTenantAdmin, useMe } from './queries/me.ts';
import { useHasRoom } from './screen.ts';

/** For whom a page is: administrators of anything, of the whole tenant alone, partner staff, or all of these. */
const FOR_WHOM = {
  catalogs: hasCatalogs,
  tenant: isTenantAdmin,
  partner: isPartnerStaff,
  all: () => true,
} as const;

const PAGES = [
  {
    key: 'overview',
    path: '/',
    Icon: Home20Regular,
    whom: 'catalogs',
  },
  {
    key: 'people',
    path: '/people',
    Icon: People20Regular,
    whom: 'catalogs',
  },
  {
    key: 'catalogs',
    path: '/catalogs',
    Icon: Library20Regular,
    whom: 'catalogs',
  },
  {
    key: 'subscription',
    path: '/subscription',
    Icon: Certificate20Regular,
    whom: 'catalogs',
  },
  {
    key: 'billing',
    path: '/billing',
    Icon: Receipt20Regular,
    whom: 'tenant',
  },
  {
    key: 'peers',
    path: '/peers',
    Icon: Handshake20Regular,
    whom: 'tenant',
  },
  {
    key: 'customers',
    path: '/customers',
    Icon: Building20Regular,
    whom: 'partner',
  },
  {
    key: 'usage',
    path: '/usage',
    Icon: DataBarVertical20Regular,
    whom: 'tenant',
  },
  {
    key: 'notifications',
    path: '/notifications',
    Icon: Alert20Regular,
    whom: 'tenant',
  },
  {
    key: 'reports',
    path: '/reports',
    Icon: DocumentArrowDown20Regular,
    whom: 'catalogs',
  },
  { key: 'jobs', path: '/jobs', Icon: History20Regular, whom: 'all' },
] as const;

const useStyles = makeStyles({
  drawer: { minWidth: '200px', width: '220px', height: '100%', flexShrink: 0 },
  // One icon for both: the filled ones of all pages weigh more than the first page may.
  item: {
    '&[aria-current="page"] .fui-NavItem__icon svg': {
      color: tokens.colorCompoundBrandForeground1,
    },
  },
  brand: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}` },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

/** The page of the navigation to which an address belongs; none for an address that leads nowhere. */
const pageAt = (pathname: string): string =>
  PAGES.find(({ path }) => path.split('/')[1] === pathname.split('/')[1])?.key ?? '';

/** Where one can go: beside the page where there is room, behind a button where there is not. */
export function Navigation() {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const hasRoom = useHasRoom();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const me = useMe();

  const drawer = (
    <NavDrawer
      className={styles.drawer}
      type={hasRoom ? 'inline' : 'overlay'}
      open={hasRoom || isOpen}
      onOpenChange={(_event, data) => setOpen(data.open)}
      selectedValue={pageAt(pathname)}
      onNavItemSelect={() => setOpen(false)}
      aria-label={t('nav.label')}
      role="navigation"
    >
      <NavDrawerHeader>
        <Text weight="semibold" size={400} className={styles.brand}>
          {t('product')}
        </Text>
      </NavDrawerHeader>
      <NavDrawerBody>
        {PAGES.filter(({ whom }) => FOR_WHOM[whom](me)).map(({ key, path, Icon }) => (
          <NavItem
            key={key}
            value={key}
            className={styles.item}
            icon={<Icon />}
            href={path}
            aria-current={pageAt(pathname) === key ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              void navigate(path);
            }}
          >
            {t(`nav.${key}`)}
          </NavItem>
        ))}
      </NavDrawerBody>
    </NavDrawer>
  );
  if (hasRoom) return drawer;
  return (
    <header className={styles.bar}>
      <Button
        appearance="subtle"
        icon={<NavigationRegular />}
        aria-label={t('nav.open')}
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <Text weight="semibold">{t('product')}</Text>
      {drawer}
    </header>
  );
}
