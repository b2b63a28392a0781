import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../api/kernel/ids.ts';
import type { Files } from '../../api/ports/files.ts';

/** What the files port promises, for any adapter. */
export function filesContract(
  name: string,
  open: () => Promise<{ files: Files; stop: () => Promise<void> }>,
): void {
  describe(`the files contract, kept by ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.stop());

    const put = (file: string, content: string | Buffer, maxBytes?: number) =>
      opened.files.put(
        file,
        Readable.from([Buffer.from(content)]),
        maxBytes === undefined ? {} : { maxBytes },
      );
    const text = async (file: string, range?: { start: number; end?: number }) => {
      const got = await opened.files.get(file, range);
      return got === null ? null : (await buffer(got.content)).toString();
    };
    const fresh = () => `${newId()}/imports`;

    test('a file is given back as it was put, with its size', async () => {
      const file = `${fresh()}/upload.csv`;
      const content = randomBytes(300_000);
      expect(await put(file, content)).toBe(300_000);
      const got = await opened.files.get(file);
      expect(got?.sizeBytes).toBe(300_000);
      expect(got && content.equals(await buffer(got.content))).toBe(true);
      expect(await opened.files.get(`${fresh()}/upload.csv`)).toBeNull();
    });

    test('an empty file is a file', async () => {
      const file = `${fresh()}/empty.csv`;
      expect(await opened.files.put(file, Readable.from([]))).toBe(0);
      expect(await text(file)).toBe('');
      expect(await opened.files.list(file)).toEqual([file]);
    });

    test('a range gives its bytes and the size of the whole', async () => {
      const file = `${fresh()}/range.csv`;
      await put(file, '0123456789');
      expect(await text(file, { start: 0, end: 1 })).toBe('0');
      expect(await text(file, { start: 3, end: 6 })).toBe('345');
      expect(await text(file, { start: 7 })).toBe('789');
      expect(await text(file, { start: 8, end: 500 })).toBe('89');
      expect(await text(file, { start: 10 })).toBe('');
      expect(await text(file, { start: 4, end: 4 })).toBe('');
      expect((await opened.files.get(file, { start: 3, end: 6 }))?.sizeBytes).toBe(10);
      expect(await text(`${fresh()}/none.csv`, { start: 3 })).toBeNull();
    });

    test('a file that is put again replaces the one before, wholly', async () => {
      const file = `${fresh()}/again.csv`;
      await put(file, 'a long first text');
      const reading = await opened.files.get(file);
      await put(file, 'short');
      expect(await text(file)).toBe('short');
      expect(reading && (await buffer(reading.content)).toString()).toBe('a long first text');
    });

    test('a stream that fails leaves what was there, and rejects with its own error', async () => {
      const file = `${fresh()}/failing.csv`;
      await put(file, 'before');
      const fault = new Error('the sender went away');
      const failing = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw fault;
        })(),
      );
      await expect(opened.files.put(file, failing)).rejects.toBe(fault);
      expect(await text(file)).toBe('before');
      const never = `${fresh()}/never.csv`;
      const broken = new Readable({ read: () => undefined });
      broken.push('half');
      const under = opened.files.put(never, broken);
      broken.destroy();
      await expect(under).rejects.toThrow();
      expect(await opened.files.get(never)).toBeNull();
    });

    test('a file that is too large is refused and not kept; the largest is taken', async () => {
      const file = `${fresh()}/large.csv`;
      await expect(put(file, '12345', 4)).rejects.toMatchObject({ code: 'body-too-large' });
      expect(await opened.files.get(file)).toBeNull();
      expect(await put(file, '1234', 4)).toBe(4);
    });

    test('files are listed by how their names begin, in order', async () => {
      const at = fresh();
      const names = [`${at}/b/2.csv`, `${at}/a.csv`, `${at}/b/10.csv`, `${at}/bc/1.csv`];
      for (const file of names) await put(file, file);
      await put(`${fresh()}/a.csv`, 'another tenant');
      expect(await opened.files.list(`${at}/`)).toEqual([...names].sort());
      expect(await opened.files.list(`${at}/b`)).toEqual(
        [`${at}/b/10.csv`, `${at}/b/2.csv`, `${at}/bc/1.csv`].sort(),
      );
      expect(await opened.files.list(`${at}/b/`)).toEqual([`${at}/b/10.csv`, `${at}/b/2.csv`]);
      expect(await opened.files.list(`${at}/b/1`)).toEqual([`${at}/b/10.csv`]);
      expect(await opened.files.list(`${at}/none/`)).toEqual([]);
    });

    test('files are deleted by how their names begin, and others stay', async () => {
      const at = fresh();
      for (const file of ['b/1.csv', 'b/c/2.csv', 'bc.csv', 'd.csv'])
        await put(`${at}/${file}`, file);
      await opened.files.deleteAll(`${at}/b/`);
      expect(await opened.files.list(`${at}/`)).toEqual([`${at}/bc.csv`, `${at}/d.csv`]);
      await opened.files.deleteAll(`${at}/b`);
      expect(await opened.files.list(`${at}/`)).toEqual([`${at}/d.csv`]);
      await opened.files.deleteAll(`${at}/`);
      await opened.files.deleteAll(`${at}/`);
      expect(await opened.files.list(`${at}/`)).toEqual([]);
    });

    test.each([
      '../x',
      'a/../b',
      '/a',
      'a//b',
      'a/',
      '.',
      '.partial/x',
      'A/b',
      'a b',
      'a\\b',
      'a\u0000',
      '',
    ])('a name that could leave the folder, or is not ours, is never taken: %j', async (bad) => {
      await expect(put(bad, 'x')).rejects.toThrow(/segments/);
      await expect(opened.files.get(bad)).rejects.toThrow(/segments/);
      if (bad !== '' && bad !== 'a/')
        await expect(opened.files.deleteAll(bad)).rejects.toThrow(/segments/);
    });

    test('the files of all tenants at once are never deleted', async () => {
      await expect(opened.files.deleteAll('')).rejects.toThrow(/not offered/);
    });

    test('files put and deleted at the same time end as one or the other', async () => {
      const at = fresh();
      await Promise.all(
        Array.from({ length: 20 }, async (_, nth) => {
          await put(`${at}/x/${String(nth)}.csv`, String(nth));
          if (nth % 5 === 0) await opened.files.deleteAll(`${at}/x/`);
        }),
      );
      for (const file of await opened.files.list(`${at}/`))
        expect(`${at}/x/${String(await text(file))}.csv`).toBe(file);
    });
  });
}
