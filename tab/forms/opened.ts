import { ownChunk } from '../components/ownChunk.tsx';

// Each form is read when somebody opens it.

export const ActivateSubscriptionForm = ownChunk(
  async () => (await import('./ActivateSubscriptionForm.tsx')).ActivateSubscriptionForm,
);
export const AssignAdminForm = ownChunk(
  async () => (await import('./AssignAdminForm.tsx')).AssignAdminForm,
);
export const CancelJobForm = ownChunk(
  async () => (await import('./CancelJobForm.tsx')).CancelJobForm,
);
export const CreateCatalogForm = ownChunk(
  async () => (await import('./CreateCatalogForm.tsx')).CreateCatalogForm,
);
export const CreateTrainingForm = ownChunk(
  async () => (await import('./CreateTrainingForm.tsx')).CreateTrainingForm,
);
export const DeleteCatalogForm = ownChunk(
  async () => (await import('./DeleteCatalogForm.tsx')).DeleteCatalogForm,
);
export const DeleteTrainingForm = ownChunk(
  async () => (await import('./DeleteTrainingForm.tsx')).DeleteTrainingForm,
);
export const EndGroupForm = ownChunk(async () => (await import('./EndGroupForm.tsx')).EndGroupForm);
export const EnrolPeopleForm = ownChunk(
  async () => (await import('./EnrolPeopleForm.tsx')).EnrolPeopleForm,
);
export const ListPeopleForm = ownChunk(
  async () => (await import('./ListPeopleForm.tsx')).ListPeopleForm,
);
export const RemovePersonForm = ownChunk(
  async () => (await import('./RemovePersonForm.tsx')).RemovePersonForm,
);
export const RenameCatalogForm = ownChunk(
  async () => (await import('./RenameCatalogForm.tsx')).RenameCatalogForm,
);
export const RenameTrainingForm = ownChunk(
  async () => (await import('./RenameTrainingForm.tsx')).RenameTrainingForm,
);
export const DeleteReportForm = ownChunk(
  async () => (await import('./DeleteReportForm.tsx')).DeleteReportForm,
);
export const RequestReportForm = ownChunk(
  async () => (await import('./RequestReportForm.tsx')).RequestReportForm,
);
export const ResendNotificationForm = ownChunk(
  async () => (await import('./ResendNotificationForm.tsx')).ResendNotificationForm,
);
export const SeatsForm = ownChunk(async () => (await import('./SeatsForm.tsx')).SeatsForm);
export const UnenrolPersonForm = ownChunk(
  async () => (await import('./UnenrolPersonForm.tsx')).UnenrolPersonForm,
);
export const UnlistPersonForm = ownChunk(
  async () => (await import('./UnlistPersonForm.tsx')).UnlistPersonForm,
);
export const WithdrawAdminForm = ownChunk(
  async () => (await import('./WithdrawAdminForm.tsx')).WithdrawAdminForm,
);
export const DeletePeersForm = ownChunk(
  async () => (await import('./DeletePeersForm.tsx')).DeletePeersForm,
);
export const RequestPeerForm = ownChunk(
  async () => (await import('./RequestPeerForm.tsx')).RequestPeerForm,
);
export const SharePeerCatalogsForm = ownChunk(
  async () => (await import('./SharePeerCatalogsForm.tsx')).SharePeerCatalogsForm,
);
export const UnsharePeerCatalogForm = ownChunk(
  async () => (await import('./UnsharePeerCatalogForm.tsx')).UnsharePeerCatalogForm,
);
export const WithdrawPeerForm = ownChunk(
  async () => (await import('./WithdrawPeerForm.tsx')).WithdrawPeerForm,
);
