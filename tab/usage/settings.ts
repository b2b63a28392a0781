import { DAYS_BOUNDS } from '../../api/reclaim/contract.ts';
import type { ReclaimSettings } from './answers.ts';

/** The numbers of days that can be chosen. */
export const DAYS_FIELDS = [
  'inactiveDays',
  'remindAfterDays',
  'answerWithinDays',
  'restDays',
] as const;
export type DaysField = (typeof DAYS_FIELDS)[number];

/** What is being typed, not checked yet. */
export type SettingsDraft = Readonly<Record<DaysField, string>> & Pick<ReclaimSettings, 'releases'>;

/** What is wrong with a field. */
export type SettingsFault = 'between' | 'reminderFirst';

/** The settings as they are typed. */
export const draftOf = (settings: ReclaimSettings): SettingsDraft => ({
  inactiveDays: String(settings.inactiveDays),
  remindAfterDays: String(settings.remindAfterDays),
  answerWithinDays: String(settings.answerWithinDays),
  restDays: String(settings.restDays),
  releases: settings.releases,
});

/** What is wrong with the draft, by field; the same rules as those of the API. */
export function faultsIn(draft: SettingsDraft): Partial<Record<DaysField, SettingsFault>> {
  const faults: Partial<Record<DaysField, SettingsFault>> = {};
  for (const field of DAYS_FIELDS) {
    const { least, most } = DAYS_BOUNDS[field];
    const days = Number(draft[field]);
    const isWhole = /^\d+$/.test(draft[field].trim());
    if (!isWhole || days < least || days > most) faults[field] = 'between';
  }
  const isLate = Number(draft.remindAfterDays) >= Number(draft.answerWithinDays);
  if (faults.remindAfterDays === undefined && faults.answerWithinDays === undefined && isLate)
    faults.remindAfterDays = 'reminderFirst';
  return faults;
}

/** The draft as settings; null where something is wrong with it. */
export const settingsOf = (draft: SettingsDraft): ReclaimSettings | null =>
  Object.keys(faultsIn(draft)).length > 0
    ? null
    : {
        inactiveDays: Number(draft.inactiveDays),
        remindAfterDays: Number(draft.remindAfterDays),
        answerWithinDays: Number(draft.answerWithinDays),
        restDays: Number(draft.restDays),
        releases: draft.releases,
      };
