import { Link } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';

/** A question whose answer is there for whoever asks. */
export function Disclosure(props: {
  readonly question: string;
  /** The question for those who hear it, where several of a page read the same. */
  readonly spoken?: string;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const answerId = useId();
  return (
    <div>
      <Link
        as="button"
        type="button"
        aria-expanded={isOpen}
        aria-controls={answerId}
        aria-label={props.spoken}
        onClick={() => setOpen(!isOpen)}
      >
        {props.question}
      </Link>
      <div id={answerId}>{isOpen ? props.children : null}</div>
    </div>
  );
}
