/** What a tab in a channel can show, in the order of the navigation; `catalog` is one of them. */
export const CHANNEL_PAGES = ['overview', 'catalogs', 'catalog', 'usage', 'reports'] as const;
export type ChannelPage = (typeof CHANNEL_PAGES)[number];

/** What somebody has chosen for a channel. */
export interface ChannelChoice {
  readonly page: ChannelPage;
  /** Which catalog; empty as long as none is chosen, and for every other page. */
  readonly catalogId: string;
}

const PATHS: Readonly<Record<Exclude<ChannelPage, 'catalog'>, string>> = {
  overview: '/',
  catalogs: '/catalogs',
  usage: '/usage',
  reports: '/reports',
};

/** Usage is the whole tenant's, as in the navigation. */
export const pagesFor = (isAdmin: boolean): readonly ChannelPage[] =>
  CHANNEL_PAGES.filter((page) => isAdmin || page !== 'usage');

/** The address inside the tab that a channel shows; null while it is open which catalog. */
export function pathOfChoice({ page, catalogId }: ChannelChoice): string | null {
  if (page !== 'catalog') return PATHS[page];
  return catalogId === '' ? null : `/catalogs/${encodeURIComponent(catalogId)}`;
}

const ONE_CATALOG = 'catalog-';

/** How Teams keeps the choice: the id of the channel's tab, by which it is known when it is changed. */
export const entityIdOf = ({ page, catalogId }: ChannelChoice): string =>
  page === 'catalog' ? ONE_CATALOG + catalogId : page;

/** The choice that Teams has kept; the overview for a tab that is new, or whose id is not one of ours. */
export function choiceIn(entityId: string | undefined): ChannelChoice {
  if (entityId?.startsWith(ONE_CATALOG) === true) {
    return { page: 'catalog', catalogId: entityId.slice(ONE_CATALOG.length) };
  }
  const page = CHANNEL_PAGES.find((known) => known === entityId && known !== 'catalog');
  return { page: page ?? 'overview', catalogId: '' };
}
