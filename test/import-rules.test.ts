import { expect, test } from '@jest/globals';
import { ESLint, type Linter } from 'eslint';
import { configs } from 'typescript-eslint';

const RULES = [
  'import-x/no-restricted-paths',
  'no-restricted-globals',
  'no-restricted-imports',
  'no-restricted-properties',
];
// None of them asks for types, and reading those takes ten times as long.
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
  overrideConfig: configs.disableTypeChecked as Linter.Config,
});

/** Lints a text as if it stood in that file, by the import rules alone. */
async function faultsOf(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? ''}: ${message}`);
}

const forbidden: [file: string, text: string, reason: RegExp][] = [
  ['api/seats/rules/counting.ts', `import '../actions/people.ts';`, /Rules import other rules/],
  ['api/seats/rules/counting.ts', `import '../../ports/store.ts';`, /Rules import other rules/],
  ['api/seats/rules/counting.ts', `import 'zod';`, /Rules import no package/],
  ['api/seats/rules/counting.ts', `export const at = Date.now();`, /Rules are given the time/],
  ['api/seats/actions/enrol.ts', `import '../routes/people.ts';`, /Actions do not know who/],
  ['api/seats/actions/enrol.ts', `import '../../adapters/sqlite/open.ts';`, /Actions do not know/],
  ['api/seats/actions/enrol.ts', `import '../../http/route.ts';`, /Actions do not know who/],
  ['api/seats/routes/people.ts', `import '../kinds.ts';`, /Routes turn HTTP into actions/],
  ['api/seats/contract.ts', `import './actions/enrol.ts';`, /Contracts are shapes alone/],
  ['api/customers/contract/words.ts', `import '../rules/fault.ts';`, /Contracts are shapes alone/],
  ['api/kernel/time.ts', `import '../ports/store.ts';`, /The kernel imports nothing/],
  ['api/ports/store.ts', `import '../seats/kinds.ts';`, /Ports say what we need/],
  ['api/adapters/sqlite/open.ts', `import '../../seats/kinds.ts';`, /Adapters know the ports/],
  ['api/http/route.ts', `import '../seats/routes/people.ts';`, /it knows no route/],
  ['api/server.ts', `import '../local/cloud.ts';`, /knows nothing of its stand-ins/],
  ['api/server.ts', `export const port = process.env['PORT'];`, /Only main.ts reads/],
  ['local/cloud.ts', `import '../api/server.ts';`, /it knows nothing of us/],
  ['local/graph/routes.ts', `import '../../api/server.ts';`, /it knows nothing of us/],
  ['tab/App.tsx', `import '../api/seats/rules/person.ts';`, /The tab knows the contracts/],
  ['tab/App.tsx', `import '@microsoft/teams-js';`, /Only teams.ts speaks to Teams/],
  ['tab/App.tsx', `export const asked = fetch('/api/me');`, /Only api-client.ts asks/],
];

test.each(forbidden)('%s may not say %s', async (file, text, reason) => {
  expect(await faultsOf(file, text)).toEqual([expect.stringMatching(reason)]);
});

const allowed: [file: string, text: string][] = [
  ['api/seats/rules/counting.ts', `import '../../kernel/time.ts';`],
  ['api/seats/actions/enrol.ts', `import '../rules/enrolment.ts';`],
  ['api/seats/routes/people.ts', `import '../actions/enrol.ts';`],
  ['api/adapters/sqlite/open.ts', `import '../../ports/store.ts';`],
  ['api/customers/contract/words.ts', `import '../../kernel/customers.ts';`],
  ['tab/App.tsx', `import '../api/seats/contract.ts';`],
];

test.each(allowed)('%s may say %s', async (file, text) => {
  expect(await faultsOf(file, text)).toEqual([]);
});
