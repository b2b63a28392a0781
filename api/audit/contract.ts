import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** What happened in one commit, and who did it. */
export const auditEntryShape = z
  .strictObject({
    id: guid,
    at: instant,
    what: z.string().meta({ description: 'A stable word such as people-enrolled.' }),
    actor: z
      .strictObject({ id: guid, displayName: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null for the service itself.' }),
    actId: z.string().meta({ description: 'The same for all entries of one act.' }),
    data: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Ids and figures of what changed, never names.' }),
  })
  .meta({ id: 'AuditEntry' });

export const auditPage = pageOf(auditEntryShape);
export const auditQuery = z.strictObject(pageQuery);
