import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The layers of a subject, by file name; see CONTRIBUTING.md. */
const layer = (name) => [`./api/*/${name}.ts`, `./api/*/${name}/**/*`];
const KERNEL = ['./api/kernel/**/*'];
const PORTS = ['./api/ports/**/*'];
const RULES = layer('rules');
const KINDS = ['./api/*/kinds.ts'];
const ACTIONS = layer('actions');
const CONTRACT = layer('contract');
const ROUTES = layer('routes');
const JOBS = ['./api/*/jobs.ts', './api/*/*-jobs.ts'];
const HTTP = ['./api/http/**/!(contract).ts'];
const ADAPTERS = ['./api/adapters/**/*'];
const ROOTS = ['./api/*.ts'];
const OUTSIDE = ['./local/**/*', './bench/**/*', './test/**/*', './tab/**/*'];
const BOT = ['./bot/**/*'];

/** Which layer must not import which: dependencies run one way. */
const forbidden = [
  [
    'The kernel imports nothing of ours.',
    KERNEL,
    [
      ...PORTS,
      ...RULES,
      ...KINDS,
      ...ACTIONS,
      ...CONTRACT,
      ...ROUTES,
      ...JOBS,
      ...HTTP,
      ...ADAPTERS,
      ...ROOTS,
    ],
  ],
  [
    'Rules import other rules and the kernel only.',
    RULES,
    [
      ...PORTS,
      ...KINDS,
      ...ACTIONS,
      ...CONTRACT,
      ...ROUTES,
      ...JOBS,
      ...HTTP,
      ...ADAPTERS,
      ...ROOTS,
    ],
  ],
  [
    'Ports say what we need; they know nothing of who needs it or gives it.',
    PORTS,
    [
      ...RULES,
      ...KINDS,
      ...ACTIONS,
      ...CONTRACT,
      ...ROUTES,
      ...JOBS,
      ...HTTP,
      ...ADAPTERS,
      ...ROOTS,
    ],
  ],
  [
    'Kinds are declared from rules and the store port.',
    KINDS,
    [...ACTIONS, ...CONTRACT, ...ROUTES, ...JOBS, ...HTTP, ...ADAPTERS, ...ROOTS],
  ],
  [
    'Contracts are shapes alone, so that the tab can import them.',
    CONTRACT,
    [...PORTS, ...RULES, ...KINDS, ...ACTIONS, ...ROUTES, ...JOBS, ...HTTP, ...ADAPTERS, ...ROOTS],
  ],
  [
    'Actions do not know who calls them, nor what the ports are made of.',
    ACTIONS,
    [...CONTRACT, ...ROUTES, ...JOBS, ...HTTP, ...ADAPTERS, ...ROOTS],
  ],
  [
    'Routes turn HTTP into actions; they do not read the store.',
    ROUTES,
    [...KINDS, ...JOBS, ...ADAPTERS, ...ROOTS],
  ],
  ['Jobs are loops around actions.', JOBS, [...ROUTES, ...HTTP, ...ADAPTERS, ...ROOTS]],
  [
    'Only routes and roots know the HTTP layer; it knows no route.',
    HTTP,
    [...ROUTES, ...ADAPTERS, ...ROOTS],
  ],
  [
    'Adapters know the ports and nothing of the product.',
    ADAPTERS,
    [...RULES, ...KINDS, ...ACTIONS, ...CONTRACT, ...ROUTES, ...JOBS, ...HTTP, ...ROOTS],
  ],
  [
    'The tab knows the contracts of the API and nothing else of it.',
    ['./tab/**/*'],
    [
      ...KERNEL,
      ...PORTS,
      ...RULES,
      ...KINDS,
      ...ACTIONS,
      ...ROUTES,
      ...JOBS,
      ...HTTP,
      ...ADAPTERS,
      ...ROOTS,
      './local/**/*',
    ],
  ],
  [
    'The bot calls actions, and is given what it needs: it reads no store and knows no adapter.',
    BOT,
    [...KINDS, ...ROUTES, ...JOBS, ...ADAPTERS, ...ROOTS, './tab/**/*', './local/**/*'],
  ],
  ['Only bot.ts puts the bot in.', ['./api/*/**/*', './api/!(bot).ts'], BOT],
  [
    'The product knows nothing of its stand-ins, benchmarks and tests.',
    ['./api/**/*', ...BOT],
    OUTSIDE,
  ],
  [
    'The local cloud stands in for others: it knows nothing of us.',
    ['./local/{,!(start|demo|oulad)/**/}*.ts'],
    ['./api/**/*'],
  ],
];

const zones = forbidden.map(([message, target, from]) => ({ message, target, from }));

export default tseslint.config(
  { ignores: ['node_modules', '.data', 'dist', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/require-await': 'off',
      // A fifth of the time of all rules, for enums, which cannot be stripped, and for classes, which are few here.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: ['api/**/*.ts'],
    ignores: ['api/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only main.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['api/*/rules.ts', 'api/*/rules/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^[^.]', message: 'Rules import no package: no I/O, no clock, no chance.' },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        'fetch',
        'process',
        'setTimeout',
        'setInterval',
        'performance',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Rules are given the time.' },
        { object: 'Math', property: 'random', message: 'Rules leave nothing to chance.' },
      ],
    },
  },
  {
    files: ['tab/**/*.{ts,tsx}'],
    ignores: ['tab/teams.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@microsoft/teams-js', message: 'Only teams.ts speaks to Teams.' }] },
      ],
    },
  },
  {
    files: ['tab/**/*.{ts,tsx}'],
    ignores: ['tab/api-client.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Only api-client.ts asks the API.' },
      ],
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
