import { useTranslation } from 'react-i18next';
import type { RefusalTold } from '../../customers/answers.ts';
import { isUserField, USER_FIELDS } from '../../customers/fields.ts';
import { locationName } from '../../customers/locations.ts';
import { refusalKeyOf } from '../../customers/refusals.ts';

/** Words of forms for what the API finds wrong with a text before it looks at what it says. */
const OF_TEXTS: Readonly<Record<string, 'missing' | 'too-long' | 'invalid'>> = {
  too_small: 'missing',
  too_big: 'too-long',
  invalid_format: 'invalid',
  invalid_type: 'invalid',
};

/** Says why something at a customer is refused, in the reader's words. */
export function useRefusalWords(): (told: RefusalTold) => string {
  const { t, i18n } = useTranslation('customerActs');
  const fieldWords = useFieldWords();
  return ({ code, detail, facts = {} }) => {
    const ofText = OF_TEXTS[code];
    if (ofText !== undefined) return t(`fault.${ofText}`);
    const { fields, location } = facts;
    return t(refusalKeyOf({ code, facts }), {
      ...facts,
      ...(typeof fields === 'string' ? { fields: fieldWords(fields.split(' ')) } : {}),
      ...(code === 'plan-not-in-location' && typeof location === 'string'
        ? { location: locationName(location, i18n.language) }
        : {}),
      detail,
    });
  };
}

/** Names fields of a user, as the API calls them, in the reader's words. */
export function useFieldWords(): (fields: readonly string[]) => string {
  const { t } = useTranslation('customerActs');
  return (fields) =>
    fields
      .map((field) => (isUserField(field) ? t(`field.${USER_FIELDS[field]}`) : field))
      .join(', ');
}
