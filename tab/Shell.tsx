import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { AwaitedReports } from './AwaitedReports.tsx';
import { Boundary } from './components/Boundary.tsx';
import { PageSkeleton } from './components/PageSkeleton.tsx';
import { Entrance } from './Entrance.tsx';
import { Navigation } from './Navigation.tsx';
import { Notice } from './Notice.tsx';
import { Crashed } from './pages/plain/Crashed.tsx';
import { useMe } from './queries/me.ts';
import { useHasRoom } from './screen.ts';
import { onBackButton } from './teams.ts';

const useStyles = makeStyles({
  shell: { display: 'flex', height: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  narrow: { flexDirection: 'column' },
  main: {
    flex: '1 1 0',
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    outlineStyle: 'none',
  },
  mainNarrow: { padding: tokens.spacingHorizontalM },
  page: { display: 'flex', flexDirection: 'column', maxWidth: '1440px', height: '100%' },
  // A page that fills the screen fills what a notice above it leaves.
  rest: { flex: '1 1 0', minHeight: 0 },
  skip: {
    position: 'absolute',
    zIndex: 1,
    left: tokens.spacingHorizontalM,
    top: '-100px',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { top: tokens.spacingVerticalM },
  },
});

/** How many pages of the tab lie behind this one; the router counts them. */
const placeInHistory = (): number => (window.history.state as { idx?: number } | null)?.idx ?? 0;

/** The frame of all pages: who is there, where one can go, and the page. */
export function Shell() {
  return (
    <Entrance>
      <Frame />
    </Entrance>
  );
}

function Frame() {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const hasRoom = useHasRoom();
  const me = useMe();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const subject = pathname.split('/')[1];
  const navigate = useNavigate();
  useEffect(() => {
    onBackButton(() => {
      if (placeInHistory() === 0) return false;
      void navigate(-1);
      return true;
    });
  }, [navigate]);
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
  }, [subject]);
  return (
    <div className={mergeClasses(styles.shell, !hasRoom && styles.narrow)}>
      <Link
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('nav.skip')}
      </Link>
      <Navigation />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className={mergeClasses(styles.main, !hasRoom && styles.mainNarrow)}
      >
        <div className={styles.page}>
          <Notice me={me} />
          <AwaitedReports me={me} />
          <div className={styles.rest}>
            <Boundary key={subject} instead={(error) => <Crashed error={error} inside />}>
              <Suspense fallback={<PageSkeleton />}>
                <Outlet />
              </Suspense>
            </Boundary>
          </div>
        </div>
      </main>
    </div>
  );
}
