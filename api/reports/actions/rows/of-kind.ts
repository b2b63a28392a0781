import type { ReportKind } from '../../rules/report.ts';
import { activeUserRows } from './active-users.ts';
import { auditRows } from './audit.ts';
import { enrolmentRows } from './enrolments.ts';
import { seatRows } from './seats.ts';
import { orderRows } from './orders.ts';
import { ownUserRows, peerRowsOf } from './peers.ts';
import type { Reading, RowSource } from './source.ts';
import { usageRows } from './usage.ts';

/** Where the rows of each kind of report come from. */
export const ROWS_OF: Readonly<Record<ReportKind, (reading: Reading) => RowSource>> = {
  usage: usageRows,
  'active-users': activeUserRows,
  seats: seatRows,
  enrolments: enrolmentRows,
  orders: orderRows,
  audit: auditRows,
  users: ownUserRows,
  'peer-enrolments': peerRowsOf('enrolments'),
  'peer-catalogs': peerRowsOf('catalogs'),
  'peer-users': peerRowsOf('users'),
};
