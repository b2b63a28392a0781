import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { PlainPage } from '../../components/PlainPage.tsx';

/**
 * In the place of a page whose thing is not there (any more), with the way to where such things are. NotFound, which the
 * first page brings along, says the same by itself: a part shared with it would weigh there.
 */
export function Gone(props: {
  readonly icon: ReactElement;
  readonly title: string;
  readonly text: string;
  /** What the way on is called, and where it leads. */
  readonly act: string;
  readonly path: string;
}) {
  const navigate = useNavigate();
  const { act, path, ...page } = props;
  return (
    <PlainPage
      inside
      {...page}
      action={
        <Button appearance="primary" onClick={() => void navigate(path)}>
          {act}
        </Button>
      }
    />
  );
}
