const SEGMENT = /^[a-z0-9][a-z0-9.-]*$/;

/** The segments of a file's name. Names are made by us, so that any other is a bug and throws; none leaves the folder. */
export function segmentsOf(name: string): string[] {
  const segments = name.split('/');
  if (!segments.every((segment) => SEGMENT.test(segment)))
    throw new Error(
      'A file name is segments of a-z, 0-9, dot and hyphen, each begun by a letter or digit.',
    );
  return segments;
}

/** The whole segments that a prefix begins with, and how the next one must begin. */
export function prefixOf(prefix: string): { readonly folder: string[]; readonly begin: string } {
  const end = prefix.lastIndexOf('/');
  const folder = end < 0 ? [] : segmentsOf(prefix.slice(0, end));
  const begin = prefix.slice(end + 1);
  if (begin !== '') segmentsOf(begin);
  return { folder, begin };
}
