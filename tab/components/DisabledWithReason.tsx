import { Tooltip } from '@fluentui/react-components';
import { cloneElement, type ReactElement } from 'react';

/**
 * A button that is disabled where there is a reason, and says the reason: as a tooltip, also by keyboard, and to screen
 * readers. With no reason (null) it is as it was.
 */
export function DisabledWithReason(props: {
  readonly reason: string | null;
  readonly children: ReactElement<{ readonly disabledFocusable?: boolean }>;
}) {
  const { reason, children } = props;
  if (reason === null) return children;
  return (
    <Tooltip content={reason} relationship="description" withArrow>
      {cloneElement(children, { disabledFocusable: true })}
    </Tooltip>
  );
}
