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
  Alert20Filled,
  Alert20Regular,
  BuildingPeople20Filled,
  BuildingPeople20Regular,
  bundleIcon,
  Certificate20Filled,
  Certificate20Regular,
  DataBarVertical20Filled,
  DataBarVertical20Regular,
  DocumentArrowDown20Filled,
  DocumentArrowDown20Regular,
  Handshake20Filled,
  Handshake20Regular,
  History20Filled,
  History20Regular,
  Home20Filled,
  Home20Regular,
  Library20Filled,
  Library20Regular,
  NavigationRegular,
  People20Filled,
  People20Regular,
  Receipt20Filled,
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
    Icon: bundleIcon(Home20Filled, Home20Regular),
    whom: 'catalogs',
  },
  {
    key: 'people',
    path: '/people',
    Icon: bundleIcon(People20Filled, People20Regular),
    whom: 'catalogs',
  },
  {
    key: 'catalogs',
    path: '/catalogs',
    Icon: bundleIcon(Library20Filled, Library20Regular),
    whom: 'catalogs',
  },
  {
    key: 'subscription',
    path: '/subscription',
    Icon: bundleIcon(Certificate20Filled, Certificate20Regular),
    whom: 'catalogs',
  },
  {
    key: 'billing',
    path: '/billing',
    Icon: bundleIcon(Receipt20Filled, Receipt20Regular),
    whom: 'tenant',
  },
  {
    key: 'peers',
    path: '/peers',
    Icon: bundleIcon(Handshake20Filled, Handshake20Regular),
    whom: 'tenant',
  },
  {
    key: 'customers',
    path: '/customers',
    Icon: bundleIcon(BuildingPeople20Filled, BuildingPeople20Regular),
    whom: 'partner',
  },
  {
    key: 'usage',
    path: '/usage',
    Icon: bundleIcon(DataBarVertical20Filled, DataBarVertical20Regular),
    whom: 'tenant',
  },
  {
    key: 'notifications',
    path: '/notifications',
    Icon: bundleIcon(Alert20Filled, Alert20Regular),
    whom: 'tenant',
  },
  {
    key: 'reports',
    path: '/reports',
    Icon: bundleIcon(DocumentArrowDown20Filled, DocumentArrowDown20Regular),
    whom: 'catalogs',
  },
  { key: 'jobs', path: '/jobs', Icon: bundleIcon(History20Filled, History20Regular), whom: 'all' },
] as const;

const useStyles = makeStyles({
  drawer: { minWidth: '200px', width: '220px', height: '100%', flexShrink: 0 },
  // Fluent fades a chosen icon into a colour that is black on black in high contrast.
  item: {
    '& .fui-NavItem__icon svg.fui-Icon-filled': {
      color: tokens.colorCompoundBrandForeground1,
      animationName: 'none',
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
