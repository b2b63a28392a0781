import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { monthAt, yearsUpTo, type MonthOfYear } from '../reports/months.ts';
import { useReportWords } from '../reports/words.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 140px' },
});

const MONTHS = Array.from({ length: 12 }, (_, nth) => nth + 1);

/** A month and its year (MAU-13). */
export function MonthField(props: {
  readonly which: 'from' | 'to';
  readonly value: MonthOfYear;
  readonly onChange: (value: MonthOfYear) => void;
  readonly fault: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('reports');
  const words = useReportWords();
  const { which, value, onChange, fault } = props;
  const years = [...new Set([...yearsUpTo(monthAt(Date.now())), value.year])];
  return (
    <div className={styles.fields}>
      <Field
        required
        className={styles.field}
        label={t(`request.${which}`)}
        validationState={fault === null ? 'none' : 'error'}
        validationMessage={fault}
      >
        <Select
          value={value.month}
          onChange={(_event, data) => onChange({ ...value, month: Number(data.value) })}
        >
          {MONTHS.map((month) => (
            <option key={month} value={month}>
              {words.monthName(month)}
            </option>
          ))}
        </Select>
      </Field>
      <Field required className={styles.field} label={t(`request.${which}Year`)}>
        <Select
          value={value.year}
          onChange={(_event, data) => onChange({ ...value, year: Number(data.value) })}
        >
          {years.map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
