import { makeStyles } from '@fluentui/react-components';
import { ownChunk } from './components/ownChunk.tsx';
import { useDismissed } from './dismissed.ts';
import { isTenantAdmin, type Me } from './queries/me.ts';
import { useStandingOf } from './queries/subscription.ts';
import { bannersOf, bannerToShow } from './subscription/banner.ts';

const SubscriptionBanner = ownChunk(
  async () => (await import('./pages/subscription/SubscriptionBanner.tsx')).SubscriptionBanner,
);

const useStyles = makeStyles({
  // Stands there, empty, before it speaks: screen readers only hear what changes in a region that they know.
  place: { ':empty': { display: 'none' } },
});

/** Above every page: the most urgent thing about the subscription that was not put away. It stays from page to page. */
export function Notice({ me }: { readonly me: Me }) {
  const styles = useStyles();
  const { data } = useStandingOf(me);
  const [dismissed, dismiss] = useDismissed();
  const banner = data === undefined ? null : bannerToShow(bannersOf(data), dismissed);
  return (
    <div role="status" className={styles.place}>
      {banner === null ? null : (
        <SubscriptionBanner banner={banner} mayFree={isTenantAdmin(me)} onDismiss={dismiss} />
      )}
    </div>
  );
}
