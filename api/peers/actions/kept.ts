import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import { sharings, type KeptLink, type Sharing } from '../kinds.ts';
import { isOpen, type Link } from '../rules/link.ts';

/** A link as it is kept. */
export const keptOf = ({ permissions, ...link }: Link): KeptLink => ({
  ...link,
  ...permissions,
  openTo: isOpen(link) ? link.receiver.tenantId : null,
  sharesCatalogs: link.catalogs.length > 0,
  untoldSince: link.untold[0]?.at ?? null,
  newest: -link.requestedAt,
});

/** A kept link as the rules know it. */
export function linkOf(kept: KeptLink): Link {
  const { linkId, giver, receiver, phase, seats, training, users, consent, wanted } = kept;
  const { adminId, catalogs, requestedAt, decidedAt, endedAt, endedBy } = kept;
  const { askNo, grantNo, revision, untold, lastActId } = kept;
  return {
    ...{ linkId, giver, receiver, phase, seats, permissions: { training, users }, consent, wanted },
    ...{ adminId, catalogs, requestedAt, decidedAt, endedAt, endedBy },
    ...{ askNo, grantNo, revision, untold, lastActId },
  };
}

/** The write of what an account's links come to; of two at the same time one must look again. */
export const sharingWrite = (sharing: Sharing, before: Held<Sharing> | null): AnyWrite =>
  before === null ? create(sharings, sharing) : replace(sharings, sharing, before.version);
