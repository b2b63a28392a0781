/** A password that is shown once, and for whom (C-2). */
export interface HandedOut {
  readonly displayName: string;
  readonly userName: string;
  readonly password: string;
}

const BOM = '\ufeff';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** The passwords as a CSV file that a spreadsheet opens. Every cell is in quotes: passwords hold what separates others. */
export const passwordsCsv = (
  headers: readonly [string, string, string],
  passwords: readonly HandedOut[],
): string =>
  BOM +
  [
    headers,
    ...passwords.map(({ displayName, userName, password }) => [displayName, userName, password]),
  ]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');

/** The passwords as text for a message: a line for each. */
export const passwordsText = (passwords: readonly HandedOut[]): string =>
  passwords.map(({ userName, password }) => `${userName}\t${password}`).join('\n');
