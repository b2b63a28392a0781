import { ownChunk } from '../../components/ownChunk.tsx';

// Each form is read when somebody opens it.

export const CreateUserForm = ownChunk(
  async () => (await import('./CreateUserForm.tsx')).CreateUserForm,
);
export const EditUserForm = ownChunk(async () => (await import('./EditUserForm.tsx')).EditUserForm);
export const ResetPasswordForm = ownChunk(
  async () => (await import('./ResetPasswordForm.tsx')).ResetPasswordForm,
);
export const DeleteUsersForm = ownChunk(
  async () => (await import('./DeleteUsersForm.tsx')).DeleteUsersForm,
);
export const ManageLicencesForm = ownChunk(
  async () => (await import('./ManageLicencesForm.tsx')).ManageLicencesForm,
);
export const RestoreUsersForm = ownChunk(
  async () => (await import('./RestoreUsersForm.tsx')).RestoreUsersForm,
);
export const ActDetails = ownChunk(async () => (await import('./ActDetails.tsx')).ActDetails);
export const SendBlankCopyForm = ownChunk(
  async () => (await import('./SendBlankCopyForm.tsx')).SendBlankCopyForm,
);
export const ContinueForm = ownChunk(async () => (await import('./ContinueForm.tsx')).ContinueForm);
export const UndoForm = ownChunk(async () => (await import('./UndoForm.tsx')).UndoForm);
