import { makeStyles, tokens } from '@fluentui/react-components';

/** How every chart is drawn: as wide as its place, in the page's letters, with quiet lines and clear figures. */
export const useChartStyles = makeStyles({
  chart: {
    display: 'block',
    width: '100%',
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    fill: tokens.colorNeutralForeground2,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  grid: { stroke: tokens.colorNeutralStroke2 },
  line: { stroke: tokens.colorCompoundBrandStroke, strokeWidth: 2, fill: 'none' },
  mark: { stroke: tokens.colorNeutralStroke1, strokeDasharray: '3 3' },
  told: { fill: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});
