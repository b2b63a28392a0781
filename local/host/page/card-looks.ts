import type { Theme } from './settings.ts';

/** What an Adaptive Card is drawn with in one theme of Teams. */
interface Colours {
  readonly text: string;
  readonly quiet: string;
  readonly surface: string;
  readonly emphasis: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  /** Backgrounds of containers of these styles. */
  readonly onGood: string;
  readonly onWarning: string;
  readonly onAttention: string;
  readonly onAccent: string;
}

const COLOURS: Readonly<Record<Theme, Colours>> = {
  default: {
    text: '#242424',
    quiet: '#616161',
    surface: '#ffffff',
    emphasis: '#f5f5f5',
    line: '#e0e0e0',
    accent: '#5b5fc7',
    good: '#0e700e',
    warning: '#835c00',
    attention: '#b10e1c',
    onGood: '#dff6dd',
    onWarning: '#fff4ce',
    onAttention: '#fde7e9',
    onAccent: '#e8ebfa',
  },
  dark: {
    text: '#ffffff',
    quiet: '#adadad',
    surface: '#292929',
    emphasis: '#333333',
    line: '#525252',
    accent: '#9299f7',
    good: '#54b054',
    warning: '#feee66',
    attention: '#eb9196',
    onGood: '#052505',
    onWarning: '#463100',
    onAttention: '#3b0509',
    onAccent: '#2f2f4a',
  },
  contrast: {
    text: '#ffffff',
    quiet: '#ffffff',
    surface: '#000000',
    emphasis: '#000000',
    line: '#ffffff',
    accent: '#1aebff',
    good: '#3ff23f',
    warning: '#ffff00',
    attention: '#ff9a9a',
    onGood: '#000000',
    onWarning: '#000000',
    onAttention: '#000000',
    onAccent: '#000000',
  },
};

const FONT = "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', sans-serif";

/** The host config of a theme, as Teams has it: sizes, spacing, and the colours of the theme. */
export function hostConfigOf(theme: Theme): object {
  const colours = COLOURS[theme];
  const both = (colour: string, subtle = colour) => ({ default: colour, subtle });
  const foregroundColors = {
    default: both(colours.text, colours.quiet),
    dark: both('#242424', '#616161'),
    light: both('#ffffff', '#e0e0e0'),
    accent: both(colours.accent),
    good: both(colours.good),
    warning: both(colours.warning),
    attention: both(colours.attention),
  };
  const container = (backgroundColor: string, borderColor = colours.line) => ({
    backgroundColor,
    borderColor,
    foregroundColors,
  });
  return {
    supportsInteractivity: true,
    fontFamily: FONT,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: colours.line },
    containerStyles: {
      default: container(colours.surface),
      emphasis: container(colours.emphasis),
      accent: container(colours.onAccent),
      good: container(colours.onGood),
      warning: container(colours.onWarning),
      attention: container(colours.onAttention),
    },
    textStyles: {
      heading: { size: 'medium', weight: 'bolder', color: 'default', isSubtle: false },
      columnHeader: { size: 'default', weight: 'bolder', color: 'default', isSubtle: false },
    },
    // The name of who speaks stands above the card as a heading of level 3.
    textBlock: { headingLevel: 4 },
    factSet: {
      title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true },
      value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
      spacing: 16,
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      allowTitleToWrap: true,
    },
  };
}
