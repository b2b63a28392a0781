import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref, useNavigate } from 'react-router';

const useStyles = makeStyles({
  trail: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
  list: { flexWrap: 'wrap' },
  button: { maxWidth: '100%', whiteSpace: 'normal', textAlign: 'start', overflowWrap: 'anywhere' },
});

/** A page further up. */
export interface Stop {
  readonly name: string;
  /** The address inside the tab. */
  readonly path: string;
}

/** Where in the tab a page is: the pages above it, the nearest last. */
export function Trail(props: { readonly stops: readonly Stop[] }) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  return (
    <Breadcrumb
      aria-label={t('nav.trail')}
      className={styles.trail}
      list={{ className: styles.list }}
      size="small"
    >
      {props.stops.map((stop, place) => (
        <Fragment key={stop.path}>
          {place === 0 ? null : <BreadcrumbDivider />}
          <BreadcrumbItem>
            <StopLink {...stop} />
          </BreadcrumbItem>
        </Fragment>
      ))}
    </Breadcrumb>
  );
}

function StopLink({ name, path }: Stop) {
  const styles = useStyles();
  const href = useHref(path);
  const navigate = useNavigate();
  return (
    <BreadcrumbButton
      as="a"
      href={href}
      className={styles.button}
      onClick={(event) => {
        event.preventDefault();
        void navigate(path);
      }}
    >
      {name}
    </BreadcrumbButton>
  );
}
