import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the tab. */
export function InnerLink(props: {
  readonly to: string;
  readonly className?: string;
  /** What it is called where its text alone does not say where it leads. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const href = useHref(props.to);
  const navigate = useNavigate();
  return (
    <Link
      href={href}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.className === undefined ? {} : { className: props.className })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(props.to);
      }}
    >
      {props.children}
    </Link>
  );
}
