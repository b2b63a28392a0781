import {
  Button,
  Input,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { CheckmarkRegular, LinkRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText, linkTo } from '../teams.ts';

const SAID_MS = 3_000;

/**
 * Copies a link that opens this page in Teams; where the host lets nobody copy, it shows the link instead. Not there
 * where the host does not say which app we are.
 */
export function CopyLinkButton(props: {
  /** The address inside the tab. */
  readonly path: string;
  readonly label: string;
}) {
  const { t } = useTranslation('shell');
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'copied') return undefined;
    const timer = setTimeout(() => setState('idle'), SAID_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const link = linkTo(props.path, props.label);
  if (link === null) return null;
  const words = t(state === 'copied' ? 'act.linkCopied' : 'act.copyLink');
  return (
    <Popover
      open={state === 'refused'}
      trapFocus
      onOpenChange={(_event, { open }) => {
        if (!open) setState('idle');
      }}
    >
      <PopoverTrigger>
        <Tooltip content={words} relationship="label">
          <Button
            appearance="subtle"
            icon={state === 'copied' ? <CheckmarkRegular /> : <LinkRegular />}
            onClick={() => {
              void copyText(link).then((done) => setState(done ? 'copied' : 'refused'));
            }}
          />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface>
        <Input readOnly value={link} aria-label={t('act.copyLink')} />
      </PopoverSurface>
    </Popover>
  );
}
