import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { packageApp } from '../../packaging/package.ts';

const TEMPLATES = resolve(import.meta.dirname, '../../manifest');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-templates-'));
  await cp(TEMPLATES, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What `--check` says of the templates as they lie in the folder now. */
async function judged(): Promise<readonly string[]> {
  const lines: string[] = [];
  const status = await packageApp(['--check'], {}, (line) => lines.push(line), folder);
  expect(status).toBe(lines.length === 1 && lines[0]?.includes('are good') === true ? 0 : 1);
  return lines;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

/** A text of a template that is replaced, and what is then said. */
type Case = readonly [what: string, file: string, find: string | RegExp, put: string, told: RegExp];

const CASES: readonly Case[] = [
  [
    'a name that is too long',
    'manifest.json',
    '"short": "Headcount"',
    '"short": "Headcount for learning subscriptions"',
    /^manifest\.json › name\.short: must NOT have more than 30 characters, and has 36\. Shorten it\.$/,
  ],
  [
    'a field that the schema does not know',
    'manifest.json',
    '"showLoadingIndicator"',
    '"showLoadingSpinner"',
    /^manifest\.json › showLoadingSpinner: is not known to the schema\. Take it out/,
  ],
  [
    'a field that must be there',
    'manifest.json',
    '"accentColor": "#5B5FC7",',
    '',
    /^manifest\.json › accentColor: is missing\. Add it\.$/,
  ],
  [
    'a colour that is none',
    'manifest.json',
    '#5B5FC7',
    'indigo',
    /^manifest\.json › accentColor: must match pattern .*\. Correct it as Teams' manifest schema/,
  ],
  [
    'a scope that there is not',
    'manifest.json',
    '["personal"]',
    '["everybody"]',
    /^manifest\.json › staticTabs\[0\]\.scopes\[0\]: .*\. Write one of .*"personal"/,
  ],
  [
    'an id that is filled in wrongly',
    'manifest.json',
    '"id": "${{TEAMS_APP_ID}}"',
    '"id": "headcount"',
    /^manifest\.json › id: must match pattern/,
  ],
  [
    'a placeholder that stands for nothing',
    'manifest.json',
    '${{PRIVACY_URL}}',
    '${{PRIVACY_PAGE}}',
    /^manifest\.json › developer\.privacyUrl: the placeholder \$\{\{PRIVACY_PAGE\}\} stands for nothing\. Use one of .*PRIVACY_URL/,
  ],
  [
    'an older schema',
    'manifest.json',
    '"manifestVersion": "1.30"',
    '"manifestVersion": "1.25"',
    /^manifest\.json › manifestVersion: is not that of the newest schema\. Write 1\.30\.$/,
  ],
  [
    'a page on a host that is not valid',
    'manifest.json',
    '"contentUrl": "https://${{PUBLIC_HOST}}/"',
    '"contentUrl": "https://elsewhere.example/"',
    /^manifest\.json › staticTabs\[0\]\.contentUrl: is on a host that validDomains does not name\. Add elsewhere\.example/,
  ],
  [
    'a page to set up a channel on a host that is not valid',
    'manifest.json',
    '"https://${{PUBLIC_HOST}}/configure"',
    '"https://elsewhere.example/configure"',
    /^manifest\.json › configurableTabs\[0\]\.configurationUrl: is on a host that validDomains does not name\. Add elsewhere\.example/,
  ],
  [
    'a page without TLS',
    'manifest.json',
    '"contentUrl": "https:',
    '"contentUrl": "http:',
    /^manifest\.json › staticTabs\[0\]\.contentUrl: is no https address\. Teams opens no other\.$/,
  ],
  [
    'a bot that nobody can have alone',
    'manifest.json',
    '["personal", "team"]',
    '["team"]',
    /^manifest\.json › bots\[0\]\.scopes: leave out personal\. Add it/,
  ],
  [
    'a bot that nobody can write to',
    'manifest.json',
    '"isNotificationOnly": false',
    '"isNotificationOnly": true',
    /^manifest\.json › bots\[0\]\.isNotificationOnly: takes the box away .*\. Write false/,
  ],
  [
    'a bot without a registration',
    'manifest.json',
    '"botId": "${{BOT_ID}}"',
    '"botId": "headcount"',
    /^manifest\.json › bots\[0\]\.botId: must match pattern/,
  ],
  [
    'a resource that is not of the host and the client id',
    'manifest.json',
    'api://${{PUBLIC_HOST}}/',
    'api://',
    /^manifest\.json › webApplicationInfo\.resource: .*\. Write api:\/\/headcount\.example\//,
  ],
  [
    'a language whose file is not there',
    'manifest.json',
    '"nl.json"',
    '"nl-nl.json"',
    /^nl-nl\.json: is not there\. Put it into /,
  ],
  [
    'a text that is not translated',
    'fr.json',
    /\n.*"staticTabs\[0\]\.name": "Headcount"/,
    '\n"name.full": "Headcount"',
    /^fr\.json › staticTabs\[0\]\.name: is missing: the manifest has this text\. Translate it\.$/,
  ],
  [
    'a translation that is too long',
    'de.json',
    /"description\.short": "/,
    `"description.short": "${'Sehen und verstehen: '.repeat(2)}`,
    /^de\.json › description\.short: must NOT have more than 80 characters, and has \d+\. Shorten it\.$/,
  ],
  [
    'a translation of what there is not',
    'nl.json',
    'staticTabs[0].name',
    'staticTabs[1].name',
    /^nl\.json › staticTabs\[1\]\.name: is a text that the manifest does not have\. Take it out\.$/m,
  ],
  [
    'a key that no manifest has',
    'nl.json',
    '"name.full"',
    '"name.long"',
    /^nl\.json › name\.long: is not known to the schema\. Take it out, or correct its name\.$/m,
  ],
  [
    "the default language's texts unlike the manifest's",
    'en.json',
    '"name.short": "Headcount"',
    '"name.short": "Head count"',
    /^en\.json › name\.short: differs from the manifest's own text\. Write both alike\.$/,
  ],
  [
    'a file that is not JSON',
    'entra-app.json',
    '"Headcount",',
    '"Headcount"',
    /^entra-app\.json: is not JSON: .*\. Correct it there\.$/,
  ],
  [
    'an application ID URI unlike the resource',
    'entra-app.json',
    'api://${{PUBLIC_HOST}}/',
    'api://',
    /^entra-app\.json › identifierUris: lacks the resource .*\. Add api:\/\/headcount\.example\//,
  ],
  [
    'tokens of version 1',
    'entra-app.json',
    '"requestedAccessTokenVersion": 2',
    '"requestedAccessTokenVersion": 1',
    /^entra-app\.json › api\.requestedAccessTokenVersion: must be 2/,
  ],
  [
    'no directory roles in tokens',
    'entra-app.json',
    '"DirectoryRole"',
    '"SecurityGroup"',
    /^entra-app\.json › groupMembershipClaims: must be DirectoryRole/,
  ],
  [
    'no scope for the tab',
    'entra-app.json',
    '"value": "access_as_user"',
    '"value": "user_impersonation"',
    /^entra-app\.json › api\.oauth2PermissionScopes: lacks the scope access_as_user\. Add it, enabled\.$/m,
  ],
  [
    'a client of Teams that is not let in',
    'entra-app.json',
    '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    '5e3ce6c0-2b1f-4285-8d4b-75ee78787347',
    /^entra-app\.json › api\.preAuthorizedApplications: does not let Teams in browsers \(5e3ce6c0/,
  ],
  [
    'one id for two roles',
    'entra-app.json',
    'a2dd6934-13e6-418d-aef4-90728174aebb',
    'ddc1007e-290b-4faa-9f6e-7a78c2d9751c',
    /^entra-app\.json › appRoles: has an id that is used twice\. Give each its own GUID\.$/,
  ],
];

describe('npm run package -- --check', () => {
  test.each(CASES)('refuses %s', async (_, file, find, put, told) => {
    await edit(file, (text) => text.replace(find, () => put));
    const lines = await judged();
    expect(lines.filter((line) => told.test(line))).toHaveLength(1);
  });

  test('tells every fault at once', async () => {
    await edit('manifest.json', (text) => text.replace('#5B5FC7', 'indigo'));
    await edit('de.json', (text) => text.replace('"name.short": "Headcount"', '"name.short": ""'));
    await rm(join(folder, 'outline.png'));
    const files = (await judged()).map((line) => line.split(/[ :]/)[0]);
    expect(new Set(files)).toEqual(new Set(['manifest.json', 'de.json', 'outline.png']));
  });
});

describe('icons', () => {
  /** A picture of one colour, with a square of another in its middle. */
  async function draw(file: string, sizePx: number, around: number, inside: number): Promise<void> {
    const picture = new PNG({ width: sizePx, height: sizePx });
    for (let at = 0; at < sizePx * sizePx; at++) {
      const [x, y] = [at % sizePx, Math.floor(at / sizePx)];
      const isInside = [x, y].every((place) => Math.abs(place - sizePx / 2) < sizePx / 4);
      picture.data.writeUInt32BE(isInside ? inside : around, at * 4);
    }
    await writeFile(join(folder, file), PNG.sync.write(picture));
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
    const lines = await judged();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(told);
    expect(lines[0]).toMatch(new RegExp(`^${file}: `));
  });

  test('a file that is no picture is refused', async () => {
    await writeFile(join(folder, 'color.png'), 'GIF89a');
    expect(await judged()).toEqual(['color.png: is no PNG that can be read. Save it as PNG.']);
  });

  test('others that fit are taken', async () => {
    await draw('color.png', 192, INDIGO, WHITE);
    await draw('outline.png', 32, NOTHING, WHITE);
    expect(await judged()).toHaveLength(1);
  });
});
