import type { Fault } from './faults.ts';
import { newestSchema } from './schema.ts';
import { isObject, textOf, textsIn, type Json, type JsonObject } from './template.ts';

/** The template of what Teams reads. */
export const MANIFEST = 'manifest.json';

/** What Teams demands of a manifest beyond its schema, and finds only when it is uploaded or opened. */
export function judgeManifest(manifest: JsonObject): readonly Fault[] {
  return [
    ...wrongSchema(manifest),
    ...strangeHosts(manifest),
    ...wrongResource(manifest),
    ...wrongBots(manifest),
  ];
}

const fault = (field: string, rule: string, remedy: string): Fault => ({
  file: MANIFEST,
  field,
  rule,
  remedy,
});

function* wrongSchema(manifest: JsonObject): Generator<Fault> {
  const newest = newestSchema();
  const wanted = {
    manifestVersion: newest.version,
    $schema: newest.addressOf('MicrosoftTeams.schema.json'),
  };
  for (const [field, value] of Object.entries(wanted)) {
    if (manifest[field] === value) continue;
    yield fault(field, 'is not that of the newest schema', `Write ${value}`);
  }
}

/** Teams shows pages of valid domains alone, over https alone. A wildcard would trust other people's hosts too. */
function* strangeHosts(manifest: JsonObject): Generator<Fault> {
  const domains = (manifest['validDomains'] ?? []) as readonly Json[];
  for (const [at, domain] of domains.entries()) {
    if (typeof domain === 'string' && /^[a-z0-9.-]+(:\d+)?$/.test(domain)) continue;
    const remedy = 'Write the host alone, such as headcount.example: no scheme, path or *';
    yield fault(`validDomains[${at}]`, 'is no host name', remedy);
  }
  for (const [field, text] of textsIn(manifest)) {
    if (!/^(static|configurable)Tabs\[\d+\]\.\w+Url$/.test(field)) continue;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol !== 'https:') {
      yield fault(field, 'is no https address', 'Teams opens no other');
    } else if (!domains.includes(url.host)) {
      const remedy = `Add ${url.host} to validDomains, or correct the address`;
      yield fault(field, 'is on a host that validDomains does not name', remedy);
    }
  }
}

/** Single sign-on: the resource is our host and our client id, else Teams gets no token. */
function* wrongResource(manifest: JsonObject): Generator<Fault> {
  const application = manifest['webApplicationInfo'];
  if (!isObject(application)) {
    yield fault('webApplicationInfo', 'is missing', 'Add id and resource: single sign-on needs it');
    return;
  }
  const [host] = (manifest['validDomains'] ?? []) as readonly Json[];
  const wanted = `api://${textOf(host)}/${textOf(application['id'])}`;
  if (application['resource'] === wanted) return;
  const rule = 'is not made of the first valid domain and the client id';
  yield fault('webApplicationInfo.resource', rule, `Write ${wanted}`);
}

/** Headcount writes to people, each in a chat of one's own: a bot without the personal scope reaches nobody. */
function* wrongBots(manifest: JsonObject): Generator<Fault> {
  const bots = (manifest['bots'] ?? []) as readonly Json[];
  for (const [at, bot] of bots.entries()) {
    if (!isObject(bot)) continue;
    const scopes = (bot['scopes'] ?? []) as readonly Json[];
    if (!scopes.includes('personal')) {
      yield fault(
        `bots[${at}].scopes`,
        'leave out personal',
        'Add it: notices go to one person each',
      );
    }
    if (bot['isNotificationOnly'] === true) {
      const remedy = 'Write false: the bot answers whoever writes to it';
      yield fault(
        `bots[${at}].isNotificationOnly`,
        'takes the box away in which people write',
        remedy,
      );
    }
  }
}
