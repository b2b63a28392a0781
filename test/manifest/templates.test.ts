import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyTemplates, type Templates } from './judging.ts';

let templates: Templates;
beforeEach(async () => {
  templates = await copyTemplates();
});
afterEach(() => templates.remove());

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
    await templates.edit(file, (text) => text.replace(find, () => put));
    const lines = await templates.judged();
    expect(lines.filter((line) => told.test(line))).toHaveLength(1);
  });

  test('tells every fault at once', async () => {
    await templates.edit('manifest.json', (text) => text.replace('#5B5FC7', 'indigo'));
    await templates.edit('de.json', (text) =>
      text.replace('"name.short": "Headcount"', '"name.short": ""'),
    );
    await rm(join(templates.folder, 'outline.png'));
    const files = (await templates.judged()).map((line) => line.split(/[ :]/)[0]);
    expect(new Set(files)).toEqual(new Set(['manifest.json', 'de.json', 'outline.png']));
  });
});
