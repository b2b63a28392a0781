import { makeStyles, tokens } from '@fluentui/react-components';

const WIDE = '@media (min-width: 1024px)';

/** How the panels of the page stand: below each other, or in two columns where there is room. */
export const useGrid = makeStyles({
  grid: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    paddingBottom: tokens.spacingVerticalXXL,
    [WIDE]: { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
  },
  whole: { minWidth: 0, [WIDE]: { gridColumn: '1 / -1' } },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingHorizontalL,
  },
});
