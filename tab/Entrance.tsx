import { useEffect, type ReactNode } from 'react';
import { PageSkeleton } from './components/PageSkeleton.tsx';
import { FailedStart } from './pages/plain/FailedStart.tsx';
import { Inactive } from './pages/plain/Inactive.tsx';
import { NoAccess } from './pages/plain/NoAccess.tsx';
import { Stopped } from './pages/plain/Stopped.tsx';
import { hasCatalogs, isPartnerStaff, MeContext, useMeQuery, type Me } from './queries/me.ts';
import { showReady } from './teams.ts';

/** Whether there is anything here for the person. */
const hasWorkHere = (me: Me): boolean => hasCatalogs(me) || isPartnerStaff(me);

/**
 * Lets administrators and partner staff in, once it is known who is there; everybody else is told why there is nothing
 * for them.
 */
export function Entrance(props: { readonly children: ReactNode }) {
  const { data: me, error, refetch } = useMeQuery();
  useEffect(() => {
    if (me !== undefined) showReady();
  }, [me]);
  if (me === undefined) {
    if (error !== null) return <FailedStart error={error} onRetry={() => void refetch()} />;
    return <PageSkeleton />;
  }
  if (!me.mayEnter) return <Inactive reason={me.account.reason} onRetry={() => void refetch()} />;
  if (!hasWorkHere(me)) {
    return me.learning === 'stopped' ? (
      <Stopped reason={me.learningReason} onRetry={() => void refetch()} />
    ) : (
      <NoAccess me={me} />
    );
  }
  return <MeContext value={me}>{props.children}</MeContext>;
}
