import { Button, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular, LinkRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText, linkTo } from '../teams.ts';

const SAID_MS = 3_000;

/** Copies a link that opens this page in Teams. Not there where the host does not say which app we are. */
export function CopyLinkButton(props: {
  /** The address inside the tab. */
  readonly path: string;
  readonly label: string;
}) {
  const { t } = useTranslation('shell');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const link = linkTo(props.path, props.label);
  if (link === null) return null;
  const words = t(isCopied ? 'act.linkCopied' : 'act.copyLink');
  return (
    <Tooltip content={words} relationship="label">
      <Button
        appearance="subtle"
        icon={isCopied ? <CheckmarkRegular /> : <LinkRegular />}
        onClick={() => {
          void copyText(link).then(setCopied);
        }}
      />
    </Tooltip>
  );
}
