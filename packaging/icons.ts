import { PNG } from 'pngjs';
import type { Fault } from './faults.ts';
import { isObject, type JsonObject } from './template.ts';

/** What Teams demands of an icon (learn.microsoft.com, "Design your Teams app icon"). */
interface Icon {
  readonly sizePx: number;
  readonly outline: boolean;
}

const ICONS: Readonly<Record<string, Icon>> = {
  color: { sizePx: 192, outline: false },
  outline: { sizePx: 32, outline: true },
};

/** The files of a manifest's icons, each with its use, such as `color`. */
export function iconFilesOf(
  manifest: JsonObject,
): readonly (readonly [use: string, file: string])[] {
  const icons = manifest['icons'];
  if (!isObject(icons)) return [];
  return Object.keys(ICONS)
    .map((use) => [use, icons[use]] as const)
    .filter((named): named is readonly [string, string] => typeof named[1] === 'string');
}

/** Whether the picture is the icon that it stands for: a PNG of its size; an outline white, on nothing at all. */
export function judgeIcon(use: string, file: string, bytes: Uint8Array): readonly Fault[] {
  const fault = (rule: string, remedy: string): Fault => ({ file, field: null, rule, remedy });
  const icon = ICONS[use];
  if (icon === undefined) return [];
  const picture = pictureIn(bytes);
  if (picture === null) return [fault('is no PNG that can be read', 'Save it as PNG')];
  const { width, height } = picture;
  if (width !== icon.sizePx || height !== icon.sizePx) {
    const rule = `is ${width} x ${height} pixels`;
    return [fault(rule, `The ${use} icon has ${icon.sizePx} x ${icon.sizePx}`)];
  }
  const pixels = [...pixelsOf(picture)];
  if (icon.outline) {
    if (!pixels.every(({ color, alpha }) => alpha === 0 || color === WHITE)) {
      return [
        fault(
          'has pixels that are not white',
          'Draw it in white alone; soften edges by transparency',
        ),
      ];
    }
    const corners = [0, width - 1, pixels.length - width, pixels.length - 1];
    if (!corners.every((at) => pixels[at]?.alpha === 0)) {
      return [fault('has a background', 'Leave everything around the drawing transparent')];
    }
  }
  const visible = pixels.filter(({ alpha }) => alpha > 0);
  const shades = new Set(visible.map(({ color, alpha }) => `${color}/${alpha}`));
  if (visible.length === 0 || (!icon.outline && shades.size === 1)) {
    return [fault('shows nothing', 'Draw the icon')];
  }
  return [];
}

const WHITE = 0xffffff;

function pictureIn(bytes: Uint8Array): PNG | null {
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch {
    return null;
  }
}

function* pixelsOf({ data }: PNG): Generator<{ readonly color: number; readonly alpha: number }> {
  for (let at = 0; at < data.length; at += 4) {
    yield { color: data.readUIntBE(at, 3), alpha: data.readUInt8(at + 3) };
  }
}
