import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { USER_PROPERTIES } from '../../api/adapters/graph/rows.ts';
import { fold } from '../../api/kernel/text.ts';
import { searchWordsOf } from '../../api/seats/kinds.ts';
import { HOME_TENANT_ID } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { measure } from './side.ts';

/**
 * The baseline: one loop that fetches a page, parses it and writes it. Its file answers the same questions as ours: a
 * person by id, people by name, people by the beginning of a word. Five pages to a durable transaction, the cursor in
 * it; integer keys; the same pragmas as the store. It has no retries, no figures, no events, no versions.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000;
  CREATE TABLE person (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT, name_key TEXT,
    user_name TEXT, mail TEXT, guest INTEGER, enabled INTEGER, generation INTEGER);
  CREATE INDEX by_name ON person (name_key);
  CREATE TABLE word (word TEXT, seq INTEGER, PRIMARY KEY (word, seq)) WITHOUT ROWID;
  CREATE TABLE cursor (link TEXT);
  INSERT INTO cursor VALUES (NULL);
`;
const PAGES_PER_TRANSACTION = 5;

interface Row {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string | null;
  readonly mail: string | null;
  readonly userType: string;
  readonly accountEnabled: boolean;
}
interface Page {
  readonly value: readonly Row[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
}

const [origin = '', file = '', words = 'words'] = process.argv.slice(2);

async function token(): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    scope: 'https://graph.microsoft.com/.default',
  });
  const address = `${origin}/login.microsoftonline.com/${HOME_TENANT_ID}/oauth2/v2.0/token`;
  const answer = await fetch(address, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface Statements {
  readonly person: StatementSync;
  readonly word: StatementSync;
  readonly cursor: StatementSync;
}

function write({ person, word }: Statements, row: Row): void {
  const { id, displayName, userPrincipalName: userName, mail } = row;
  const { seq } = person.get(
    Buffer.from(id.replaceAll('-', ''), 'hex'),
    displayName,
    fold(displayName),
    userName,
    mail ?? null,
    Number(row.userType === 'Guest'),
    Number(row.accountEnabled),
    1,
  ) as { seq: number };
  if (words !== 'words') return;
  for (const text of searchWordsOf({ displayName, userName, mail })) word.run(text, seq);
}

await measure(async () => {
  const db = new DatabaseSync(file);
  db.exec(SCHEMA);
  const statements: Statements = {
    person: db.prepare(
      `INSERT INTO person (id, name, name_key, user_name, mail, guest, enabled, generation)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,
         user_name = excluded.user_name, mail = excluded.mail, guest = excluded.guest,
         enabled = excluded.enabled, generation = excluded.generation
       RETURNING seq`,
    ),
    word: db.prepare('INSERT OR IGNORE INTO word VALUES (?, ?)'),
    cursor: db.prepare('UPDATE cursor SET link = ?'),
  };
  const headers = { Authorization: `Bearer ${await token()}` };
  let people = 0;
  let pages = 0;
  let link: string | undefined =
    `https://graph.microsoft.com/v1.0/users/delta?$select=${USER_PROPERTIES}`;
  for (let next: string | undefined = link; next !== undefined;) {
    const answer = await fetch(next.replace('https:/', origin), { headers });
    const page = (await answer.json()) as Page;
    if (!db.isTransaction) db.exec('BEGIN');
    for (const row of page.value) write(statements, row);
    people += page.value.length;
    next = page['@odata.nextLink'];
    link = next ?? page['@odata.deltaLink'];
    if (++pages % PAGES_PER_TRANSACTION === 0 || next === undefined) {
      statements.cursor.run(link ?? null);
      db.exec('COMMIT');
    }
  }
  db.close();
  return people;
});
