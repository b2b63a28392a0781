import type { Changes } from '../../ports/directory.ts';

/** Pages that are fetched while earlier ones are written. */
export interface ReadAhead<Row> {
  /**
   * The pages that have come since the last call, at least one, in their order; the last one ends the round, or asks
   * for a new start, or more will come.
   * @throws what the fetching threw, once the pages before it have been taken
   */
  take(): Promise<readonly Changes<Row>[]>;
}

/** Fetches the pages of a round from a link on, at most `most` ahead of whoever takes them. */
export function readAhead<Row>(
  fetchPage: (link: string | null) => Promise<Changes<Row>>,
  from: string | null,
  most: number,
): ReadAhead<Row> {
  let ready: Changes<Row>[] = [];
  let next: { readonly link: string | null } | null = { link: from };
  let fault: unknown = null;
  let underWay: Promise<void> | null = null;

  const fetchOne = async (link: string | null): Promise<void> => {
    next = null;
    try {
      const page = await fetchPage(link);
      ready.push(page);
      if (page.outcome === 'page' && !page.complete) next = { link: page.link };
    } catch (error) {
      fault = error;
    }
    underWay = null;
    goOn();
  };
  const goOn = (): void => {
    if (underWay === null && next !== null && ready.length < most) underWay = fetchOne(next.link);
  };

  goOn();
  return {
    async take() {
      while (ready.length === 0 && underWay !== null) await underWay;
      if (ready.length === 0) throw fault;
      const taken = ready;
      ready = [];
      goOn();
      return taken;
    },
  };
}
