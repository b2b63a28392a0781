/** A document's values as an index sees them. */
export interface Term {
  /** Where it stands, `[]` for any place of an array: `/entries/person_byWord/[]`. */
  readonly path: string;
  readonly value: string | number;
}

/** A container's indexing policy, as far as the stand-in knows it. */
export interface IndexingPolicy {
  readonly indexingMode?: string;
  readonly automatic?: boolean;
  readonly includedPaths?: readonly { readonly path: string }[];
  readonly excludedPaths?: readonly { readonly path: string }[];
}

interface Rule {
  readonly prefix: string;
  /** Whether the path stands for everything below it, or for that one value. */
  readonly below: boolean;
  readonly included: boolean;
}

function ruleOf(path: string, included: boolean): Rule {
  const below = path.endsWith('/*');
  return { prefix: path.slice(0, -2), below, included };
}

/** Whether a path is indexed: the longest of the policy's paths that fits it decides. */
export function indexes(policy: IndexingPolicy | undefined): (path: string) => boolean {
  if (policy === undefined) return () => true;
  const rules = [
    ...(policy.includedPaths ?? []).map(({ path }) => ruleOf(path, true)),
    ...(policy.excludedPaths ?? []).map(({ path }) => ruleOf(path, false)),
  ].sort((a, b) => b.prefix.length - a.prefix.length);
  return (path) =>
    rules.find(({ prefix, below }) => (below ? path.startsWith(`${prefix}/`) : path === prefix))
      ?.included ?? false;
}

/** The terms of a document that the policy includes; texts and numbers only, which is what the questions compare. */
export function termsOf(
  doc: Readonly<Record<string, unknown>>,
  isIndexed: (path: string) => boolean,
): Term[] {
  const terms: Term[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'number') {
      if (isIndexed(path)) terms.push({ path, value });
    } else if (Array.isArray(value)) {
      for (const element of new Set<unknown>(value)) walk(element, `${path}/[]`);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, child] of Object.entries(value)) walk(child, `${path}/${name}`);
    }
  };
  walk(doc, '');
  return terms;
}
