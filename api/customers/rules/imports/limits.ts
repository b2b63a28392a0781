/** What an upload of users may be: 64 MiB, no line longer than 16 KiB. */
export const USERS_UPLOAD_LIMITS = { bytesMax: 64 * 1024 ** 2, lineBytesMax: 16 * 1024 } as const;

/** Partner Center takes so many records a file (PC-13). */
export const COMPATIBLE_ROWS_MAX = 100;

/** More users than a directory holds (Microsoft Entra ID: service limits). */
export const IMPORT_ROWS_MAX = 300_000;

/** The result of an import names so many faults; the file of row results has them all. */
export const FAULTS_TOLD_MAX = 100;
