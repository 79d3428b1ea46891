/** One wall each: where it stands, what it keeps out, and which way to go instead. */
const wall = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to,
});

const NODE_OR_ELECTRON = { dependencyTypes: ['core'] };
const CORE_PACKAGES = 'node_modules/(oauth4webapi|jose|zod)/';

module.exports = {
  forbidden: [
    wall(
      'no-circular',
      'Two files that need each other are one file, or hide a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    wall(
      'vocabulary-imports-nothing',
      'Everyone imports the vocabulary, so it may lean on nobody.',
      '^src/shared/vocabulary/',
      { pathNot: '^src/shared/vocabulary/' },
    ),
    wall(
      'ipc-contract-stands-alone',
      'The contract is read on both sides: vocabulary and zod only.',
      '^src/shared/ipc/',
      { pathNot: ['^src/shared/', 'node_modules/zod/'] },
    ),
    wall(
      'bridge-imports-nothing',
      'The sandboxed preload is built from this file alone.',
      '^src/shared/ipc/bridge\\.ts$',
      { path: '.+' },
    ),
    wall(
      'core-is-deaf-and-blind',
      'The core imports core, shared/vocabulary, oauth4webapi, jose and zod. Take a port for the rest.',
      '^src/core/',
      { pathNot: ['^src/core/', '^src/shared/vocabulary/', CORE_PACKAGES] },
    ),
    wall(
      'core-without-node',
      'The core runs anywhere. Put what needs Node or Electron behind a port in core/port.',
      '^src/core/',
      NODE_OR_ELECTRON,
    ),
    wall(
      'model-looks-down',
      'A model knows values and vocabulary, not exchanges or use cases.',
      '^src/core/model/',
      { path: '^src/core/(protocol|usecase|keeping)/' },
    ),
    wall(
      'port-looks-down',
      'A port names models and secrets, not who uses it.',
      '^src/core/port/',
      { path: '^src/core/(protocol|usecase|keeping)/' },
    ),
    wall(
      'protocol-looks-down',
      'An exchange is judged without knowing what it is for.',
      '^src/core/protocol/',
      { path: '^src/core/usecase/' },
    ),
    wall(
      'secret-and-fault-at-the-bottom',
      'Secret and ValetKeyError are what the rest is made of.',
      '^src/core/(secret|fault)/',
      { path: '^src/core/(protocol|usecase|keeping|port|model)/' },
    ),
    wall(
      'adapters-know-ports-only',
      'An adapter imports core/port, model, secret, fault, the vocabulary and its own library.',
      '^src/main/adapter/',
      {
        path: '^src/',
        pathNot: [
          '^src/core/(port|model|secret|fault)/',
          '^src/shared/vocabulary/',
          '^src/main/adapter/',
          '^src/main/keychain-host/protocol\\.ts$',
        ],
      },
    ),
    wall(
      'adapters-do-not-share',
      'Adapters of different ports meet in compose.ts. What several need goes into adapter/support.',
      { path: '^src/main/adapter/([a-z]+)[^/]*\\.ts$' },
      {
        path: '^src/main/adapter/[^/]+\\.ts$',
        pathNot: '^src/main/adapter/($1[^/]*|[^/]+-rules)\\.ts$',
      },
    ),
    wall(
      'support-is-below-adapters',
      'What several adapters share knows none of them.',
      '^src/main/adapter/support/',
      { path: '^src/main/adapter/[^/]+\\.ts$' },
    ),
    wall(
      'only-compose-news-adapters',
      'Adapters are made in compose.ts and handed on as ports.',
      {
        path: '^src/main/',
        pathNot: [
          '^src/main/(adapter|keychain-host|playground)/',
          '^src/main/compos[^/]*\\.ts$',
          '^src/main/index\\.ts$',
        ],
      },
      { path: '^src/main/adapter/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'ipc-knows-no-adapter',
      'Handlers call use cases; what an adapter does is behind a port.',
      '^src/main/ipc/',
      { path: '^src/main/adapter/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'preload-is-two-functions',
      'The preload script imports electron and shared/ipc/bridge only: it runs where pages run.',
      '^src/preload/',
      { pathNot: ['^src/shared/ipc/bridge\\.ts$', 'node_modules/electron/', '^electron$'] },
    ),
    wall(
      'renderer-sees-views',
      'The renderer imports shared and its own files. Ask main through the bridge for the rest.',
      '^src/renderer/',
      { path: '^(src/(core|main|preload|cli)/|electron$|node_modules/electron/)' },
    ),
    wall(
      'renderer-without-node',
      'The renderer is a sandboxed page: there is no Node in it.',
      '^src/renderer/',
      NODE_OR_ELECTRON,
    ),
    wall(
      'features-are-apart',
      'A feature does not import another. What both need belongs in renderer/ui, text or bridge.',
      { path: '^src/renderer/(advice|connections|home|sign-in|inspector|settings|playground)/' },
      {
        path: '^src/renderer/(advice|connections|home|sign-in|inspector|settings|playground)/',
        pathNot: '^src/renderer/$1/',
      },
    ),
    wall(
      'cli-speaks-to-the-agent',
      'The command-line tool imports shared and Node only; tokens come from the running app.',
      '^src/cli/',
      { path: '^(src/(core|main|preload|renderer)/|electron$|node_modules/electron/)' },
    ),
    wall(
      'nobody-imports-main',
      'Main composes the others and is composed by none.',
      { path: '^src/(core|shared|preload|renderer|cli)/' },
      { path: '^src/main/' },
    ),
    wall('no-unresolvable', 'This import leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    builtInModules: { add: ['electron'] },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'] },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
