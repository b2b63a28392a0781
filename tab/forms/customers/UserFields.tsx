import { Field, Input, makeStyles, mergeClasses, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import {
  faultsInDraft,
  withNames,
  type DraftField,
  type UserDraft,
} from '../../customers/draft.ts';
import { fieldRefusals } from '../../customers/refusals.ts';
import { LocationField } from './LocationField.tsx';
import { useRefusalWords } from './useRefusalWords.ts';

/** Where a domain beside the name would be cut. */
const NARROW = '@media (max-width: 479px)';

const useStyles = makeStyles({
  names: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  input: { minWidth: 0, '& input': { minWidth: 0 } },
  userName: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    rowGap: tokens.spacingVerticalXS,
    [NARROW]: { gridTemplateColumns: 'auto minmax(0, 1fr)' },
  },
  localPart: { [NARROW]: { gridColumn: '1 / -1' } },
  domain: { minWidth: 0, '& select': { minWidth: 0, width: '100%' } },
});

/** Name, user name and location of a user. What is wrong stands beside its field. */
export function UserFields(props: {
  readonly draft: UserDraft;
  readonly onDraft: (draft: UserDraft) => void;
  /** Where user names may end. */
  readonly domains: readonly string[];
  /** Somebody has tried to send it. */
  readonly isSent: boolean;
  readonly error: unknown;
  readonly inputRef: (field: DraftField) => (element: HTMLInputElement | null) => void;
  readonly isLocationRequired: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { draft, onDraft, inputRef, domains } = props;
  const faults = faultsInDraft(draft, props.isSent);
  const told = fieldRefusals(props.error);
  const refusalWords = useRefusalWords();
  const faultOf = (field: DraftField): string | null => {
    const fault = faults[field];
    if (fault !== undefined) return t(`fault.${fault}`);
    const said = told[field];
    return said === undefined ? null : refusalWords(said);
  };
  const validation = (field: DraftField) => {
    const fault = faultOf(field);
    return {
      validationState: fault === null ? ('none' as const) : ('error' as const),
      validationMessage: fault,
    };
  };
  const missing = props.isSent && props.isLocationRequired && draft.location === '';
  const offered = domains.includes(draft.domain) ? domains : [draft.domain, ...domains];
  return (
    <>
      <div className={styles.names}>
        <Field label={t('field.firstName')} {...validation('firstName')}>
          <Input
            className={styles.input}
            ref={inputRef('firstName')}
            autoComplete="off"
            value={draft.firstName}
            onChange={(_event, { value }) => onDraft(withNames(draft, { firstName: value }))}
          />
        </Field>
        <Field label={t('field.lastName')} {...validation('lastName')}>
          <Input
            className={styles.input}
            ref={inputRef('lastName')}
            autoComplete="off"
            value={draft.lastName}
            onChange={(_event, { value }) => onDraft(withNames(draft, { lastName: value }))}
          />
        </Field>
      </div>
      <Field required label={t('field.displayName')} {...validation('displayName')}>
        <Input
          ref={inputRef('displayName')}
          autoComplete="off"
          value={draft.displayName}
          onChange={(_event, { value }) => onDraft({ ...draft, displayName: value })}
        />
      </Field>
      <Field
        required
        label={t('field.userName')}
        hint={t('field.userNameHint')}
        {...validation('userName')}
      >
        {(field) => (
          <div className={styles.userName}>
            <Input
              {...field}
              className={mergeClasses(styles.input, styles.localPart)}
              ref={inputRef('userName')}
              autoComplete="off"
              value={draft.localPart}
              onChange={(_event, { value }) => onDraft({ ...draft, localPart: value })}
            />
            <span aria-hidden="true">@</span>
            <Select
              className={styles.domain}
              aria-label={t('field.domain')}
              value={draft.domain}
              onChange={(_event, { value }) => onDraft({ ...draft, domain: value })}
            >
              {offered.map((domain) => (
                <option key={domain} value={domain}>
                  {domain}
                </option>
              ))}
            </Select>
          </div>
        )}
      </Field>
      <LocationField
        value={draft.location}
        onChange={(location) => onDraft({ ...draft, location })}
        required={props.isLocationRequired}
        fault={missing ? t('fault.locationForLicences') : faultOf('usageLocation')}
      />
    </>
  );
}
