import { contentFaultOf, HEAD_BYTES, type ContentFault } from '../../../imports/head.ts';

/** A file that was chosen, and why it cannot be read, where it cannot. */
export interface ChosenUsers {
  readonly file: File;
  readonly fault: ContentFault | 'file-unreadable' | null;
}

/** Looks at the beginning of a file; the api has the last word. */
export async function lookAt(file: File): Promise<ChosenUsers> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    return { file, fault: contentFaultOf(head) };
  } catch {
    return { file, fault: 'file-unreadable' };
  }
}
