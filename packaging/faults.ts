/** What is wrong in one place, and what to do about it. */
export interface Fault {
  /** The file, as it is named in the folder of templates; or where settings come from. */
  readonly file: string;
  /** The place in it, such as `staticTabs[0].name`; null where the whole file is meant. */
  readonly field: string | null;
  readonly rule: string;
  readonly remedy: string;
}

/** The fault in one line: file, field, rule, remedy. */
export const tellFault = ({ file, field, rule, remedy }: Fault): string =>
  `${file}${field === null ? '' : ` › ${field}`}: ${rule}. ${remedy}.`;
