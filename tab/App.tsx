import { FluentProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { Boundary } from './components/Boundary.tsx';
import type { HostTheme } from './hosting.ts';
import { Crashed } from './pages/plain/Crashed.tsx';
import { createQueryClient } from './query-client.ts';
import { TabRoutes } from './routes.tsx';
import { onThemeChange } from './teams.ts';
import { THEMES } from './theme.ts';

/** Looks as the host does, whatever the person switches it to. */
export function Themed(props: { readonly theme: HostTheme; readonly children: ReactNode }) {
  const [theme, setTheme] = useState(props.theme);
  useEffect(() => onThemeChange(setTheme), []);
  return (
    <FluentProvider theme={THEMES[theme]}>
      <Boundary instead={(error) => <Crashed error={error} />}>
        <Suspense>{props.children}</Suspense>
      </Boundary>
    </FluentProvider>
  );
}

/** The tab: its pages, and what they have read. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TabRoutes />
    </QueryClientProvider>
  );
}
