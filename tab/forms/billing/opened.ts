import { ownChunk } from '../../components/ownChunk.tsx';

// Each form is read when somebody opens it.

export const DeactivateAccountForm = ownChunk(
  async () => (await import('../DeactivateAccountForm.tsx')).DeactivateAccountForm,
);
export const EditOrderForm = ownChunk(
  async () => (await import('../EditOrderForm.tsx')).EditOrderForm,
);
export const PlaceOrderForm = ownChunk(
  async () => (await import('../PlaceOrderForm.tsx')).PlaceOrderForm,
);
export const ReactivateAccountForm = ownChunk(
  async () => (await import('../ReactivateAccountForm.tsx')).ReactivateAccountForm,
);
export const RequestPurchaseOrderForm = ownChunk(
  async () => (await import('../RequestPurchaseOrderForm.tsx')).RequestPurchaseOrderForm,
);
