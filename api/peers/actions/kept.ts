import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import { sharings, type KeptLink, type Sharing } from '../kinds.ts';
import { isOpen, type Link } from '../rules/link.ts';

/** A link as it is kept. */
export const keptOf = ({ permissions, ...link }: Link): KeptLink => ({
  ...link,
  ...permissions,
  openTo: isOpen(link) ? link.receiver.tenantId : null,
  untoldSince: link.untold[0]?.at ?? null,
  newest: -link.requestedAt,
});

/** A kept link as the rules know it. */
export function linkOf(kept: KeptLink): Link {
  const { training, users, openTo: _open, untoldSince: _since, newest: _newest, ...link } = kept;
  return { ...link, permissions: { training, users } };
}

/** The write of what an account's links come to; of two at the same time one must look again. */
export const sharingWrite = (sharing: Sharing, before: Held<Sharing> | null): AnyWrite =>
  before === null ? create(sharings, sharing) : replace(sharings, sharing, before.version);
