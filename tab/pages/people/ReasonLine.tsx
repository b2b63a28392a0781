import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ReasonShape } from '../../../api/seats/contract.ts';
import type { TrainingPath } from '../../catalogs/trainings.ts';
import { InnerLink } from '../../components/InnerLink.tsx';
import { useFormat } from '../../format.ts';
import { useCatalogs, useLinkedGroups, useTraining } from '../../queries/catalogs.ts';

const useStyles = makeStyles({
  line: { display: 'block', overflowWrap: 'anywhere' },
  detail: { display: 'block', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** The catalog's name, as far as the list of catalogs has been read. */
function useCatalogName(catalogId: string | undefined): string | null {
  const { data } = useCatalogs();
  const all = data?.pages.flatMap(({ items }) => items) ?? [];
  return all.find(({ id }) => id === catalogId)?.name ?? null;
}

function GroupName(props: { readonly base: string; readonly groupId: string }) {
  const { t } = useTranslation('people');
  const { data } = useLinkedGroups(props.base);
  const group = data?.items.find(({ groupId }) => groupId === props.groupId);
  return t('seat.throughGroup', { group: group?.displayName ?? t('seat.aGroup') });
}

function Enrolment(props: {
  readonly reason: ReasonShape;
  readonly path: TrainingPath;
  readonly trainingId: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const format = useFormat();
  const { reason, path, trainingId } = props;
  const { data } = useTraining(path, trainingId);
  const catalog = useCatalogName(reason.catalogId);
  return (
    <>
      <span className={styles.line}>
        <InnerLink to={`/catalogs/${reason.catalogId ?? ''}/${path}/${trainingId}`}>
          {data?.value.name ?? t(path === 'courses' ? 'seat.aCourse' : 'seat.aPlan')}
        </InnerLink>
      </span>
      <Text size={200} className={styles.detail}>
        {catalog === null ? null : `${catalog} · `}
        {t('seat.since', { day: format.day(reason.since) })}
        {reason.groupId === undefined ? null : (
          <>
            {' · '}
            <GroupName base={`/api/${path}/${trainingId}`} groupId={reason.groupId} />
          </>
        )}
      </Text>
    </>
  );
}

/** One thing because of which a person counts. */
export function ReasonLine({ reason }: { readonly reason: ReasonShape }) {
  const styles = useStyles();
  const { t } = useTranslation('people');
  const format = useFormat();
  if (reason.courseId !== undefined) {
    return <Enrolment reason={reason} path="courses" trainingId={reason.courseId} />;
  }
  if (reason.planId !== undefined) {
    return <Enrolment reason={reason} path="training-plans" trainingId={reason.planId} />;
  }
  return (
    <>
      <span className={styles.line}>
        {t(reason.code === 'flow' ? 'seat.because.flow' : 'seat.because.elsewhere')}
      </span>
      <Text size={200} className={styles.detail}>
        {t('seat.since', { day: format.day(reason.since) })}
      </Text>
    </>
  );
}
