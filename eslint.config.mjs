import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** A rule on syntax: what to find, and what to do instead. */
const ban = (selector, message) => ({ selector, message });

const CONFIG_FILES = ['**/*.config.ts', '*.config.mjs', '*.cjs', 'scripts/**/*.mjs'];

const noDefaultExport = ban(
  'ExportDefaultDeclaration',
  'Named exports only: a default export has another name in every file that imports it.',
);
const noMarkup = [
  ban(
    'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
    'Foreign text becomes markup here. Render it as a React text node.',
  ),
  ban(
    'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    'Foreign text becomes markup here. Render it as a React text node.',
  ),
  ban(
    'Property[key.name="dangerouslySetInnerHTML"]',
    'Foreign text becomes markup here. Render it as a React text node.',
  ),
];
const noCrashingKeytar = ban(
  'MemberExpression[property.name=/^(findCredentials|findPassword)$/]',
  'keytar crashes the process here when any item of the service lacks an account. Read named items.',
);
const noOpenExternal = ban(
  'MemberExpression[property.name="openExternal"]',
  'Only adapter/network/system-browser.ts hands addresses to the system. Use the UserAgent port.',
);
const noIpcHandle = ban(
  'MemberExpression[object.name="ipcMain"][property.name=/^(handle|handleOnce|on|once|addListener)$/], MemberExpression[object.property.name="ipcMain"][property.name=/^(handle|handleOnce|on|once|addListener)$/]',
  'Commands come in through ipc/gates.ts alone. Add a command to the contract instead.',
);
const noBrowserWindow = ban(
  'NewExpression[callee.name="BrowserWindow"], NewExpression[callee.property.name="BrowserWindow"]',
  'Windows are made in window/main-window.ts, which locks them down.',
);
const noExpose = ban(
  'CallExpression[callee.property.name="expose"]',
  'A Secret is opened only where bytes leave: core/oauth, core/tokens/durable, core/secret, main/adapter.',
);
const noWallClock = [
  ban('NewExpression[callee.name="Date"][arguments.length=0]', 'Ask the Clock port for the time.'),
  ban('CallExpression[callee.name="Date"]', 'Ask the Clock port for the time.'),
];

const everywhere = [noDefaultExport, ...noMarkup, noCrashingKeytar];
const inMain = [noOpenExternal, noIpcHandle, noBrowserWindow];
/** `no-restricted-syntax` is one rule: a later block replaces it, so each block states all it means. */
const syntax = (...bans) => ['error', ...bans];

const coreGlobals = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map(
  (name) => ({ name, message: 'The core is deaf and blind: take the Http or Clock port.' }),
);

export default tseslint.config(
  {
    ignores: [
      'out/',
      'dist/',
      '.cache/',
      '.runtime/',
      'artifacts/',
      'test-results/',
      'playwright-report/',
      'test/fixtures/planted/',
    ],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
      'no-control-regex': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-constant-condition': 'error',
      'no-prototype-builtins': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: false, allowNullish: false, allowAny: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Ports promise; an adapter that has nothing to wait for keeps the promise all the same.
      '@typescript-eslint/require-await': 'off',
      // Ports are records of closures: no method here has a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Seconds and EpochMs are numbers with a name: minus means minus.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingUnknown: true, allowThrowingAny: false },
      ],
      '@typescript-eslint/only-throw-error': [
        'error',
        { allowRethrowing: true, allowThrowingUnknown: true },
      ],
      complexity: ['error', 10],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': syntax(...everywhere, ...inMain, noExpose),
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...coreGlobals,
        { name: 'console', message: 'Take the Log port.' },
        { name: 'process', message: 'The core does not know where it runs.' },
        { name: 'Buffer', message: 'The core does not know where it runs.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the Clock port.' },
        { object: 'Math', property: 'random', message: 'Take the Random port.' },
        { object: 'performance', property: 'now', message: 'Take the Clock port.' },
        { object: 'globalThis', property: 'fetch', message: 'Take the Http port.' },
        { object: 'globalThis', property: 'setTimeout', message: 'Take the Clock port.' },
      ],
      'no-restricted-syntax': syntax(...everywhere, ...inMain, noExpose, ...noWallClock),
    },
  },
  {
    files: [
      'src/core/{oauth,tokens/durable,secret}/**/*.ts',
      'src/core/tokens/copy-format.ts',
      'src/core/connection/secret-store.ts',
    ],
    rules: { 'no-restricted-syntax': syntax(...everywhere, ...inMain, ...noWallClock) },
  },
  {
    files: ['src/main/adapter/**/*.ts'],
    rules: { 'no-restricted-syntax': syntax(...everywhere, ...inMain) },
  },
  {
    files: ['src/main/adapter/network/system-browser.ts'],
    rules: { 'no-restricted-syntax': syntax(...everywhere, noIpcHandle, noBrowserWindow) },
  },
  {
    files: ['src/main/ipc/gates.ts'],
    rules: {
      'no-restricted-syntax': syntax(...everywhere, noOpenExternal, noBrowserWindow, noExpose),
    },
  },
  {
    files: ['src/main/window/main-window.ts'],
    rules: { 'no-restricted-syntax': syntax(...everywhere, noOpenExternal, noIpcHandle, noExpose) },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest'] ?? reactHooks.configs.flat.recommended],
    // Advice to the React Compiler, which does not build this page.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}', 'tools/**/*.ts'],
    rules: {
      complexity: 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
      'no-restricted-syntax': syntax(noDefaultExport, noCrashingKeytar),
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  {
    files: CONFIG_FILES,
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
);
