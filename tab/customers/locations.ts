/** The name of a usage location in a locale; its letters where it is none that is known. */
export function locationName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
