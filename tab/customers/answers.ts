import type { z } from 'zod';
import type {
  customerActsShape,
  customerDetailShape,
  customerShape,
  relationshipState,
} from '../../api/customers/contract/customers.ts';
import type {
  deletedUserShape,
  deletionsPreviewShape,
  restorationsPreviewShape,
} from '../../api/customers/contract/deleted-users.ts';
import type {
  customerImportResultShape,
  handedOutShape,
} from '../../api/customers/contract/imports.ts';
import type { licencePreviewShape, licenceShape } from '../../api/customers/contract/licences.ts';
import type { customerEntryShape, customerJobShape } from '../../api/customers/contract/plans.ts';
import type { undoPreviewShape, undoStepShape } from '../../api/customers/contract/undo.ts';
import type {
  changedCustomerUserShape,
  createdCustomerUserShape,
  customerUserShape,
  passwordResetShape,
} from '../../api/customers/contract/users.ts';
import type { refusal } from '../../api/customers/contract/words.ts';

// What the API says of customers, their users and licences.

export type Customer = z.infer<typeof customerShape>;
export type CustomerDetail = z.infer<typeof customerDetailShape>;
export type CustomerAct = keyof z.infer<typeof customerActsShape>;
export type RelationshipState = z.infer<typeof relationshipState>;
export type CustomerUser = z.infer<typeof customerUserShape>;
export type CreatedUser = z.infer<typeof createdCustomerUserShape>;
export type ChangedUser = z.infer<typeof changedCustomerUserShape>;
export type PasswordReset = z.infer<typeof passwordResetShape>;
export type Licence = z.infer<typeof licenceShape>;
export type LicencePreview = z.infer<typeof licencePreviewShape>;
export type LicenceStep = LicencePreview['users'][number]['steps'][number];
export type DeletedUser = z.infer<typeof deletedUserShape>;
export type DeletionsPreview = z.infer<typeof deletionsPreviewShape>;
export type RestorationsPreview = z.infer<typeof restorationsPreviewShape>;
export type RefusalTold = z.infer<typeof refusal>;
export type CustomerJob = z.infer<typeof customerJobShape>;
export type CustomerEntry = z.infer<typeof customerEntryShape>;
export type UndoPreview = z.infer<typeof undoPreviewShape>;
export type UndoStep = z.infer<typeof undoStepShape>;
export type ImportResult = z.infer<typeof customerImportResultShape>;
export type HandedOut = z.infer<typeof handedOutShape>;
