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
      '^src/vocabulary/',
      { pathNot: '^src/vocabulary/' },
    ),
    wall(
      'contract-stands-alone',
      'The contract is read on both sides: vocabulary and zod only.',
      '^src/contract/',
      { pathNot: ['^src/(contract|vocabulary)/', 'node_modules/zod/'] },
    ),
    wall(
      'bridge-imports-nothing',
      'The sandboxed preload is built from this file alone.',
      '^src/contract/bridge\\.ts$',
      { path: '.+' },
    ),
    wall(
      'core-is-deaf-and-blind',
      'The core imports core, vocabulary, types of the contract, and three packages. Take a port for the rest.',
      '^src/core/',
      { pathNot: ['^src/(core|vocabulary|contract)/', CORE_PACKAGES] },
    ),
    wall(
      'core-takes-types-of-the-contract',
      'The core gives what the contract describes; it runs none of its schemas.',
      '^src/core/',
      { path: '^src/contract/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'core-without-node',
      'The core runs anywhere. Put what needs Node or Electron behind a port in core/port.',
      '^src/core/',
      NODE_OR_ELECTRON,
    ),
    wall(
      'secret-and-fault-at-the-bottom',
      'Secret and ValetKeyError are what the rest is made of.',
      '^src/core/(secret|fault)/',
      { path: '^src/core/', pathNot: '^src/core/(secret|fault)/' },
    ),
    wall(
      'model-looks-down',
      'A model knows values and vocabulary, not exchanges or use cases.',
      '^src/core/model/',
      { path: '^src/core/', pathNot: '^src/core/(model|fault|secret)/' },
    ),
    wall(
      'port-looks-down',
      'A port names models and secrets, not who uses it.',
      '^src/core/port/',
      { path: '^src/core/', pathNot: '^src/core/(port|model|fault|secret)/' },
    ),
    wall('async-looks-down', 'Queues and their like know nothing of OAuth.', '^src/core/async/', {
      path: '^src/core/',
      pathNot: '^src/core/(async|port|model|fault|secret)/',
    }),
    wall(
      'catalogue-is-data',
      'What is known of providers, claims and scopes is data: it knows models only.',
      '^src/core/catalogue/',
      { path: '^src/core/', pathNot: '^src/core/(catalogue|model|fault|secret)/' },
    ),
    wall(
      'oauth-looks-down',
      'An exchange is judged without knowing what it is for.',
      '^src/core/oauth/',
      { path: '^src/core/', pathNot: '^src/core/(oauth|catalogue|async|port|model|fault|secret)/' },
    ),
    wall(
      'adapters-know-ports-only',
      'An adapter imports core/port, model, secret, fault, the vocabulary and its own library.',
      '^src/main/adapter/',
      {
        path: '^src/',
        pathNot: [
          '^src/core/(port|model|secret|fault|async)/',
          '^src/vocabulary/',
          // What the machine's network is like is described as the window is told of it.
          '^src/contract/network\\.ts$',
          '^src/main/adapter/',
          '^src/keychain-host/protocol\\.ts$',
        ],
      },
    ),
    wall(
      'adapters-do-not-share',
      'Adapters of different folders meet in compose.ts. What several need goes into adapter/system.',
      { path: '^src/main/adapter/([^/]+)/' },
      { path: '^src/main/adapter/', pathNot: '^src/main/adapter/($1|system)/' },
    ),
    wall(
      'only-compose-news-adapters',
      'Adapters are made in compose.ts and handed on as ports.',
      {
        path: '^src/main/',
        pathNot: ['^src/main/adapter/', '^src/main/compose', '^src/main/index\\.ts$'],
      },
      { path: '^src/main/adapter/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'handlers-know-no-adapter',
      'Handlers call use cases; what an adapter does is behind a port.',
      '^src/main/(handlers|ipc)/',
      { path: '^src/main/adapter/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'instance-and-ipc-know-no-room-of-main',
      'Whether this process may run, and how a command comes in, is decided without window or desktop.',
      { path: '^src/main/(instance|ipc)/' },
      { path: '^src/main/', pathNot: '^src/main/$1/' },
    ),
    wall(
      'window-sends-events',
      'The window is shown without knowing what is behind it. It may send events (ipc), no more.',
      '^src/main/window/',
      { path: '^src/main/', pathNot: '^src/main/(window|ipc)/' },
    ),
    wall(
      'desktop-is-given-the-program',
      'Menu, tray and notifications say what they ask of the program (DesktopProgram) and are given it.',
      '^src/main/desktop/',
      { path: '^src/main/', pathNot: '^src/main/(desktop|window|ipc|instance)/' },
    ),
    wall(
      'handlers-know-no-desktop',
      'Handlers call use cases. What of a room of main they ask for, they take as a port.',
      '^src/main/handlers/',
      { path: '^src/main/(desktop|instance|ipc)/' },
    ),
    wall(
      'nobody-imports-compose',
      'The composition and the entry point import the rooms of main, and no room imports them.',
      '^src/main/[^/]+/',
      { path: '^src/main/(compose|index)\\.ts$' },
    ),
    wall(
      'hosts-are-processes-of-their-own',
      'The keychain host and the playground run without the program; they know no part of main.',
      '^src/(keychain-host|playground)/',
      { path: '^src/(main|preload|renderer)/' },
    ),
    wall(
      'cli-is-a-program-of-its-own',
      'The command line speaks to the agent over its socket: types of the contract, vocabulary and zod, no core.',
      '^src/cli/',
      {
        pathNot: [
          '^src/(cli|vocabulary|contract)/',
          'node_modules/(zod|@modelcontextprotocol/sdk)/',
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    wall(
      'cli-takes-types-of-the-contract',
      'The command line is small and starts at once: it reads replies by schemas of zod/mini.',
      '^src/cli/',
      { path: '^src/contract/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'cli-meets-node-in-its-platform',
      'The same source runs without Node. Take what you need of the system from Platform.',
      { path: '^src/cli/', pathNot: '^src/cli/(platform/|index\\.ts$|parse\\.ts$)' },
      { dependencyTypes: ['core'] },
    ),
    wall(
      'agent-runs-without-electron',
      'The agent answers programs in a window’s process and in plain Node alike: core, contract, Node.',
      '^src/agent/',
      {
        path: '^(src/|electron$|node_modules/electron/)',
        pathNot: '^src/(agent|core|contract|vocabulary)/',
      },
    ),
    wall(
      'host-runs-without-electron',
      'The agent without a window composes the core with adapters of main that plain Node can load.',
      '^src/host/',
      {
        path: '^(src/|electron(-store)?$|node_modules/electron(-store)?/)',
        pathNot: [
          '^src/(host|agent|core|contract|vocabulary)/',
          '^src/main/adapter/(journal|keychain|store)/',
          '^src/main/adapter/network/(fetch-http|redirect-receivers)\\.ts$',
          '^src/main/adapter/system/(file-ledger|file-log|system-ports)\\.ts$',
          '^src/main/compose/(agent|profile-ports)\\.ts$',
          '^src/main/instance/(channel|process|profile-.*)\\.ts$',
        ],
      },
    ),
    wall(
      'preload-is-two-functions',
      'The preload script imports electron and contract/bridge only: it runs where pages run.',
      '^src/preload/',
      { pathNot: ['^src/contract/bridge\\.ts$', 'node_modules/electron/', '^electron$'] },
    ),
    wall(
      'renderer-sees-views',
      'The renderer imports contract, vocabulary and its own files. Ask main through the bridge for the rest.',
      '^src/renderer/',
      {
        path: '^(src/|electron$|node_modules/electron/)',
        pathNot: '^src/(renderer|contract|vocabulary)/',
      },
    ),
    wall(
      'renderer-without-node',
      'The renderer is a sandboxed page: there is no Node in it.',
      '^src/renderer/',
      NODE_OR_ELECTRON,
    ),
    wall(
      'renderer-takes-types-of-contract',
      'The contract brings zod, which tries to make functions from text: the page’s policy refuses that.',
      '^src/renderer/',
      { path: '^src/contract/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'pages-are-apart',
      'A page does not import another. What both need belongs in a flow folder or in kit.',
      { path: '^src/renderer/pages/([^/]+)/' },
      { path: '^src/renderer/(pages|shell)/', pathNot: '^src/renderer/pages/$1/' },
    ),
    wall(
      'flows-know-no-page',
      'A flow is opened by pages and knows none of them; flows may build on revocation and lock.',
      { path: '^src/renderer/(connection|revocation|sign-in|lock|approval)/' },
      {
        path: '^src/renderer/(pages|shell|connection|revocation|sign-in|lock|approval)/',
        pathNot: '^src/renderer/($1|revocation|lock)/',
      },
    ),
    wall(
      'kit-knows-no-feature',
      'The kit is what all features are made of.',
      '^src/renderer/(kit|bridge)/',
      { path: '^src/renderer/', pathNot: '^src/renderer/(kit|bridge)/' },
    ),
    wall(
      'nobody-imports-main',
      'Main composes the others and is composed by none.',
      { path: '^src/(core|vocabulary|contract|preload|renderer|cli|agent)/' },
      { path: '^src/(main|host)/' },
    ),
    wall(
      'no-unresolvable',
      'This import leads nowhere.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    builtInModules: { add: ['electron'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
