import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { copyTemplates, type Templates } from './judging.ts';

let templates: Templates;
beforeEach(async () => {
  templates = await copyTemplates();
});
afterEach(() => templates.remove());

describe('icons', () => {
  /** A picture of one colour, with a square of another in its middle. */
  async function draw(file: string, sizePx: number, around: number, inside: number): Promise<void> {
    const picture = new PNG({ width: sizePx, height: sizePx });
    for (let at = 0; at < sizePx * sizePx; at++) {
      const [x, y] = [at % sizePx, Math.floor(at / sizePx)];
      const isInside = [x, y].every((place) => Math.abs(place - sizePx / 2) < sizePx / 4);
      picture.data.writeUInt32BE(isInside ? inside : around, at * 4);
    }
    await writeFile(join(templates.folder, file), PNG.sync.write(picture));
  }
  const NOTHING = 0xffffff00;
  const WHITE = 0xffffffff;
  const INDIGO = 0x5b5fc7ff;

  test.each([
    [
      'a color icon that is too small',
      'color.png',
      96,
      INDIGO,
      WHITE,
      /is 96 x 96 pixels\. The color icon has 192 x 192\.$/,
    ],
    [
      'a color icon of one colour',
      'color.png',
      192,
      INDIGO,
      INDIGO,
      /shows nothing\. Draw the icon\.$/,
    ],
    [
      'an outline that is too large',
      'outline.png',
      192,
      NOTHING,
      WHITE,
      /is 192 x 192 pixels\. The outline icon has 32 x 32\.$/,
    ],
    [
      'an outline with a background',
      'outline.png',
      32,
      WHITE,
      WHITE,
      /has a background\. Leave everything around/,
    ],
    [
      'an outline in colour',
      'outline.png',
      32,
      NOTHING,
      INDIGO,
      /has pixels that are not white\. Draw it in white alone/,
    ],
    [
      'an outline of nothing',
      'outline.png',
      32,
      NOTHING,
      NOTHING,
      /shows nothing\. Draw the icon\.$/,
    ],
  ] as const)('%s is refused', async (_, file, sizePx, around, inside, told) => {
    await draw(file, sizePx, around, inside);
    const lines = await templates.judged();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(told);
    expect(lines[0]).toMatch(new RegExp(`^${file}: `));
  });

  test('a file that is no picture is refused', async () => {
    await writeFile(join(templates.folder, 'color.png'), 'GIF89a');
    expect(await templates.judged()).toEqual([
      'color.png: is no PNG that can be read. Save it as PNG.',
    ]);
  });

  test('others that fit are taken', async () => {
    await draw('color.png', 192, INDIGO, WHITE);
    await draw('outline.png', 32, NOTHING, WHITE);
    expect(await templates.judged()).toHaveLength(1);
  });
});
