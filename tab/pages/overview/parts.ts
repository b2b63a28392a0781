import { ownChunk } from '../../components/ownChunk.tsx';

// Overview comes first, and is small: what it shows only at times is read when it does.

export const ConfirmDialog = ownChunk(
  async () => (await import('../../components/ConfirmDialog.tsx')).ConfirmDialog,
);
export const ProgressNote = ownChunk(
  async () => (await import('../../components/ProgressNote.tsx')).ProgressNote,
);
