/** A container as an account must have it. */
export interface ContainerDeclaration {
  readonly id: string;
  readonly partitionKey: {
    readonly paths: readonly string[];
    readonly kind: string;
    readonly version: number;
  };
  /** Seconds; -1: documents live for ever, except those that say otherwise themselves. */
  readonly defaultTtl: number;
  readonly indexingPolicy: {
    readonly indexingMode: string;
    readonly automatic: boolean;
    readonly includedPaths: readonly { readonly path: string }[];
    readonly excludedPaths: readonly { readonly path: string }[];
  };
}

/**
 * The one container. Its key is synthetic: the partition as the port names it, so that a commit is a transactional
 * batch (docs/decisions/0008-one-container-with-a-synthetic-key.md). What is indexed is the same whatever kinds there
 * are: `sort` holds one text for each declared index, `entries` the elements of `each`; the fields themselves are never
 * searched, so writing them costs no index terms.
 */
export const TENANT_CONTAINER: ContainerDeclaration = {
  id: 'tenant',
  partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 },
  defaultTtl: -1,
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [
      { path: '/tenantId/?' },
      { path: '/kind/?' },
      { path: '/sort/*' },
      { path: '/entries/*' },
      { path: '/expiresAt/?' },
    ],
    excludedPaths: [{ path: '/*' }],
  },
};

/** Everything that a database of Headcount holds; what infra/ makes and what a start compares the account with. */
export const CONTAINERS: readonly ContainerDeclaration[] = [TENANT_CONTAINER];

/** A container as an account describes it. */
export interface ContainerFacts {
  readonly partitionKey?:
    | { readonly paths: readonly string[]; readonly kind?: string; readonly version?: number }
    | undefined;
  readonly defaultTtl?: number | undefined;
  readonly indexingPolicy?:
    | {
        readonly indexingMode?: string;
        readonly automatic?: boolean;
        readonly includedPaths?: readonly { readonly path: string }[];
        readonly excludedPaths?: readonly { readonly path: string }[];
        readonly compositeIndexes?: readonly unknown[];
      }
    | undefined;
}

/** The service excludes this path in every container by itself. */
const ALWAYS_EXCLUDED = '/"_etag"/?';

const pathsOf = (paths: readonly { readonly path: string }[] = []): string =>
  paths
    .map(({ path }) => path)
    .filter((path) => path !== ALWAYS_EXCLUDED)
    .sort()
    .join(', ');

/** In which respects a container is not as it is declared, in words; none where it is. */
export function differencesOf(declared: ContainerDeclaration, found: ContainerFacts): string[] {
  const { indexingPolicy: wanted } = declared;
  const { indexingPolicy: has } = found;
  const compared: readonly (readonly [string, unknown, unknown])[] = [
    ['partition key', declared.partitionKey.paths.join(), found.partitionKey?.paths.join()],
    ['partition key kind', declared.partitionKey.kind, found.partitionKey?.kind ?? 'Hash'],
    ['partition key version', declared.partitionKey.version, found.partitionKey?.version ?? 1],
    ['default time to live', declared.defaultTtl, found.defaultTtl],
    ['indexing mode', wanted.indexingMode, has?.indexingMode?.toLowerCase()],
    ['included paths', pathsOf(wanted.includedPaths), pathsOf(has?.includedPaths)],
    ['excluded paths', pathsOf(wanted.excludedPaths), pathsOf(has?.excludedPaths)],
    ['composite indexes', 0, has?.compositeIndexes?.length ?? 0],
  ];
  return compared
    .filter(([, want, is]) => want !== is)
    .map(([what, want, is]) => `its ${what} is ${String(is)} instead of ${String(want)}`);
}
