import type { PersonId } from '../../kernel/ids.ts';
import { LANGUAGES, type Language } from '../../kernel/languages.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Role } from '../../subscriptions/rules.ts';
import { NOTICE_POLICIES, type NoticeKind } from './notices.ts';

/** What a person wants to be told, and in which language. */
export interface Preference {
  readonly personId: PersonId;
  /** Null: the one that the directory names. */
  readonly language: Language | null;
  /** What the person does not want to be told. */
  readonly off: readonly NoticeKind[];
  readonly changedAt: Instant;
}

/** Every kind of notice. */
export const noticeKinds = Object.keys(NOTICE_POLICIES) as readonly NoticeKind[];

/** The kinds of which somebody with these roles is told. */
export const kindsFor = (roles: ReadonlySet<Role>): readonly NoticeKind[] =>
  noticeKinds.filter((kind) => NOTICE_POLICIES[kind].audience.some((role) => roles.has(role)));

/** Whether a person is to be told. What cannot be switched off is always told. */
export const wants = (preference: Preference | null, kind: NoticeKind): boolean =>
  !NOTICE_POLICIES[kind].mayBeOff || preference?.off.includes(kind) !== true;

const languageIn = (tag: string): Language | undefined => {
  const [primary = ''] = tag.toLowerCase().split('-');
  return LANGUAGES.find((language) => language === primary);
};

/**
 * In which words a person is told, and in which locale numbers and dates are written: the person's own choice, else the
 * directory's language where we speak it, else English.
 * @param preferredLanguage a tag such as `nl-BE`; null where the directory has none
 */
export function tongueOf(
  preference: Preference | null,
  preferredLanguage: string | null,
): { readonly language: Language; readonly locale: string } {
  const spoken = languageIn(preferredLanguage ?? '');
  const language = preference?.language ?? spoken ?? 'en';
  const locale = spoken === language ? (preferredLanguage ?? language) : language;
  return { language, locale: isLocale(locale) ? locale : language };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
