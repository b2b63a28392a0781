import {
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { TabAddRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import {
  choiceIn,
  entityIdOf,
  pagesFor,
  pathOfChoice,
  type ChannelChoice,
} from '../channel/choice.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadMore } from '../components/LoadMore.tsx';
import { useRows } from '../components/PagedRecords.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PlainPage } from '../components/PlainPage.tsx';
import { Entrance } from '../Entrance.tsx';
import { useCatalogs } from '../queries/catalogs.ts';
import { isTenantAdmin, useMe } from '../queries/me.ts';
import { isSettingUp, keptEntityId, offerChannelTab } from '../teams.ts';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  catalog: { maxWidth: '360px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Sets up a tab for a channel, in the frame that the host opens for it: which page the channel shows. */
export function ConfigurePage() {
  const { t } = useTranslation('channel');
  if (!isSettingUp()) {
    return (
      <PlainPage icon={<TabAddRegular />} title={t('elsewhere.title')} text={t('elsewhere.text')} />
    );
  }
  return (
    <Entrance>
      <Kept />
    </Entrance>
  );
}

/** Begins with what the channel shows by now. */
function Kept() {
  const { data: choice } = useQuery({
    queryKey: ['channel-tab'],
    queryFn: async () => choiceIn(await keptEntityId()),
  });
  return choice === undefined ? <PageSkeleton /> : <Choosing kept={choice} />;
}

function Choosing(props: { readonly kept: ChannelChoice }) {
  const styles = useStyles();
  const { t } = useTranslation('channel');
  const { t: shell } = useTranslation('shell');
  const pages = pagesFor(isTenantAdmin(useMe()));
  const [chosen, setChosen] = useState(props.kept);
  const catalogs = useCatalogs();
  const rows = useRows(catalogs) ?? [];

  // A page that the person may not see, or a catalog that is gone, is chosen anew.
  const page = pages.find((each) => each === chosen.page) ?? 'overview';
  const catalog =
    page === 'catalog' ? (rows.find(({ id }) => id === chosen.catalogId) ?? null) : null;
  const choice = { page, catalogId: catalog?.id ?? '' };
  const path = pathOfChoice(choice);
  const href = useHref(path ?? '/');
  const entityId = entityIdOf(choice);
  const name = t('tabName', {
    page: page === 'catalog' ? (catalog?.name ?? '') : shell(`nav.${page}`),
  });
  const failed = t('failed');
  const isComplete = path !== null;
  useEffect(() => {
    const address = new URL(href, window.location.origin).href;
    offerChannelTab(isComplete ? { entityId, address, name } : null, failed);
  }, [isComplete, href, entityId, name, failed]);

  return (
    <main className={styles.page}>
      <Title3 as="h1">{t('title')}</Title3>
      <Text>{t('text')}</Text>
      <Field label={t('page')}>
        <RadioGroup
          value={page}
          onChange={(_event, { value }) => {
            const to = pages.find((each) => each === value);
            if (to !== undefined) setChosen({ ...chosen, page: to });
          }}
        >
          {pages.map((each) => (
            <Radio
              key={each}
              value={each}
              label={each === 'catalog' ? t('oneCatalog') : shell(`nav.${each}`)}
            />
          ))}
        </RadioGroup>
      </Field>
      {page === 'catalog' ? (
        <>
          <ErrorNotice error={catalogs.error} onRetry={() => void catalogs.refetch()} />
          {catalogs.data !== undefined && rows.length === 0 ? (
            <Text role="status">{t('noCatalog')}</Text>
          ) : (
            <Field required label={t('catalog')} className={styles.catalog}>
              <Select
                value={choice.catalogId}
                onChange={(_event, { value }) => setChosen({ page, catalogId: value })}
              >
                <option value="">{t('chooseCatalog')}</option>
                {rows.map(({ id, name: called }) => (
                  <option key={id} value={id}>
                    {called}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <LoadMore
            hasMore={catalogs.hasNextPage}
            isLoading={catalogs.isFetchingNextPage}
            onMore={() => void catalogs.fetchNextPage()}
          />
        </>
      ) : null}
      <Text size={200} className={styles.quiet}>
        {t('roles')}
      </Text>
    </main>
  );
}
