import './no-eval.ts';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App, Themed } from './App.tsx';
import { startSpeaking } from './i18n.ts';
import { speechFor } from './language.ts';
import { HostSilentPage } from './pages/plain/HostSilent.tsx';
import { OpenInTeams } from './pages/plain/OpenInTeams.tsx';
import { createQueryClient } from './query-client.ts';
import { createRouter } from './routes.tsx';
import { onBackButton, openInHost, showFailure } from './teams.ts';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the tab.');
const root = createRoot(place);

/** The address of the page to which Entra ID returns: it runs in a window of its own, and not in the host's frame. */
const isConsentWindow = window.location.pathname.endsWith('/auth/consented');

/** A deep link leads where it says, also where the host opened the tab's first page. */
function enterAt(path: string): void {
  window.history.replaceState(null, '', `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`);
}

async function start(): Promise<void> {
  const opening = await openInHost();
  await startSpeaking(speechFor(opening.in === 'teams' ? opening.locale : navigator.language));
  if (opening.in === 'browser' && !isConsentWindow) {
    root.render(
      <Themed theme="default">
        <OpenInTeams />
      </Themed>,
    );
    return;
  }
  if (opening.in === 'teams' && opening.path !== '/') enterAt(opening.path);
  const router = createRouter();
  if (opening.in === 'teams') {
    onBackButton(() => {
      const canGoBack = (window.history.state as { idx?: number } | null)?.idx ?? 0;
      if (canGoBack > 0) void router.navigate(-1);
      return canGoBack > 0;
    });
  }
  root.render(
    <App
      theme={opening.in === 'teams' ? opening.theme : 'default'}
      router={router}
      queryClient={createQueryClient()}
    />,
  );
}

start().catch(async (error: unknown) => {
  showFailure(String(error));
  await startSpeaking(speechFor(navigator.language));
  root.render(
    <Themed theme="default">
      <HostSilentPage />
    </Themed>,
  );
});
