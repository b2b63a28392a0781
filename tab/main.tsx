import './no-eval.ts';
import './page.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, Themed } from './App.tsx';
import type { HostTheme } from './hosting.ts';
import { startSpeaking } from './i18n.ts';
import { speechFor } from './language.ts';
import { HostSilentPage } from './pages/plain/HostSilent.tsx';
import { OpenInTeams } from './pages/plain/OpenInTeams.tsx';
import { enterAt, isConsentWindow, readAhead } from './routes.tsx';
import { openInHost, showFailure } from './teams.ts';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the tab.');
const root = createRoot(place);

const show = (theme: HostTheme, what: ReactNode): void =>
  root.render(<Themed theme={theme}>{what}</Themed>);

async function start(): Promise<void> {
  const opening = await openInHost();
  if (opening.in === 'browser') {
    await startSpeaking(speechFor(navigator.language));
    show('default', isConsentWindow() ? <App /> : <OpenInTeams />);
    return;
  }
  await startSpeaking(speechFor(opening.locale));
  enterAt(opening.path);
  readAhead();
  show(opening.theme, <App />);
}

start().catch(async (error: unknown) => {
  showFailure(String(error));
  await startSpeaking(speechFor(navigator.language));
  show('default', <HostSilentPage />);
});
