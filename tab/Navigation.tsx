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
import { isTenantAdmin, useMe } from './queries/me.ts';
import { useHasRoom } from './screen.ts';

/** `isOfTenant`: for administrators of the whole tenant alone. */
const PAGES = [
  { key: 'overview', path: '/', Icon: bundleIcon(Home20Filled, Home20Regular) },
  { key: 'people', path: '/people', Icon: bundleIcon(People20Filled, People20Regular) },
  { key: 'catalogs', path: '/catalogs', Icon: bundleIcon(Library20Filled, Library20Regular) },
  {
    key: 'subscription',
    path: '/subscription',
    Icon: bundleIcon(Certificate20Filled, Certificate20Regular),
  },
  {
    key: 'billing',
    path: '/billing',
    Icon: bundleIcon(Receipt20Filled, Receipt20Regular),
    isOfTenant: true,
  },
  {
    key: 'peers',
    path: '/peers',
    Icon: bundleIcon(Handshake20Filled, Handshake20Regular),
    isOfTenant: true,
  },
  {
    key: 'usage',
    path: '/usage',
    Icon: bundleIcon(DataBarVertical20Filled, DataBarVertical20Regular),
    isOfTenant: true,
  },
  {
    key: 'notifications',
    path: '/notifications',
    Icon: bundleIcon(Alert20Filled, Alert20Regular),
    isOfTenant: true,
  },
  {
    key: 'reports',
    path: '/reports',
    Icon: bundleIcon(DocumentArrowDown20Filled, DocumentArrowDown20Regular),
  },
  { key: 'jobs', path: '/jobs', Icon: bundleIcon(History20Filled, History20Regular) },
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
  const isAdmin = isTenantAdmin(useMe());

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
        {PAGES.filter((page) => isAdmin || !('isOfTenant' in page)).map(({ key, path, Icon }) => (
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
