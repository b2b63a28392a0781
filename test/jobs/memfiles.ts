import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
const all = new Map<string, Map<string, Buffer>>();
export const openDiskFiles = (o: { folder: string }) => {
  const m = all.get(o.folder) ?? new Map<string, Buffer>();
  all.set(o.folder, m);
  return {
    async put(n: string, c: Readable) {
      const b = await buffer(c);
      m.set(n, b);
      return b.length;
    },
    async get(n: string, r?: { start: number; end?: number }) {
      const b = m.get(n);
      return b
        ? { content: Readable.from([b.subarray(r?.start ?? 0, r?.end)]), sizeBytes: b.length }
        : null;
    },
    async list(p: string) {
      return [...m.keys()].filter((k) => k.startsWith(p)).sort();
    },
    async deleteAll(p: string) {
      for (const k of [...m.keys()]) if (k.startsWith(p)) m.delete(k);
    },
  };
};
