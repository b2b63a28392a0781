import { ownChunk } from './components/ownChunk.tsx';
import type { Me } from './queries/me.ts';
import { useAwaitsReports } from './queries/awaited.ts';

const AwaitedDownloads = ownChunk(
  async () => (await import('./pages/reports/AwaitedDownloads.tsx')).AwaitedDownloads,
);

/** Whatever page is open: has the reports downloaded that the person asked for, each once, as soon as it is ready (M-5). */
export function AwaitedReports({ me }: { readonly me: Me }) {
  return useAwaitsReports(me) ? <AwaitedDownloads /> : null;
}
