import { FluentProvider, makeStyles } from '@fluentui/react-components';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { HostTheme } from './hosting.ts';
import type { createRouter } from './routes.tsx';
import { onThemeChange } from './teams.ts';
import { THEMES } from './theme.ts';

const useStyles = makeStyles({ root: { height: '100%' } });

/** Looks as the host does, whatever the person switches it to. */
export function Themed(props: { readonly theme: HostTheme; readonly children: ReactNode }) {
  const styles = useStyles();
  const [theme, setTheme] = useState(props.theme);
  useEffect(() => onThemeChange(setTheme), []);
  return (
    <FluentProvider theme={THEMES[theme]} className={styles.root}>
      <Suspense>{props.children}</Suspense>
    </FluentProvider>
  );
}

/** The tab in Teams. */
export function App(props: {
  readonly theme: HostTheme;
  readonly router: ReturnType<typeof createRouter>;
  readonly queryClient: QueryClient;
}) {
  return (
    <Themed theme={props.theme}>
      <QueryClientProvider client={props.queryClient}>
        <RouterProvider router={props.router} />
      </QueryClientProvider>
    </Themed>
  );
}
