/** Files of one rule, and the tests that hold it. All of the suite for each mutant would take days. */
export interface Target {
  /** Without braces: Stryker divides its list at each comma. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** What can be removed, by the name that is given to `npm run test:mutation`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  redaction: { files: ['src/core/secret/redact.ts'], tests: ['test/core/secret/*.test.ts'] },
  secrets: {
    files: ['src/core/secret/registry.ts', 'src/core/secret/secret.ts'],
    tests: ['test/core/secret/*.test.ts'],
  },
  'foreign-text': {
    files: ['src/core/fault/foreign-text.ts'],
    tests: ['test/core/fault/foreign-text.test.ts'],
  },
  listener: {
    files: ['src/main/adapter/network/redirect-receivers.ts'],
    tests: ['test/main/adapter/network/{loopback,scheme}-*.test.ts'],
  },
  'command-line': {
    files: ['src/main/instance/command-line.ts'],
    tests: ['test/main/instance/{command-line,deep-link,scheme}.test.ts'],
  },
  channel: {
    files: ['src/main/instance/channel.ts'],
    tests: ['test/main/instance/{channel,command-line}.test.ts'],
  },
  gates: {
    files: ['src/main/ipc/gates.ts'],
    tests: ['test/main/ipc/*.test.ts', 'test/main/compose/locking.test.ts'],
  },
  router: { files: ['src/main/ipc/router.ts'], tests: ['test/main/ipc/router.test.ts'] },
  lock: {
    files: ['src/core/connection/lock.ts', 'src/main/compose/locking.ts'],
    tests: ['test/core/connection/lock.test.ts', 'test/main/compose/locking.test.ts'],
  },
  clipboard: {
    files: [
      'src/main/adapter/system/clipboard.ts',
      'src/main/adapter/system/electron-clipboard.ts',
    ],
    tests: ['test/main/adapter/system/{clipboard,electron-clipboard}.test.ts'],
  },
  'deep-link': {
    files: ['src/main/instance/deep-link.ts'],
    tests: ['test/main/instance/{deep-link,scheme}.test.ts'],
  },
  profile: {
    files: [
      'src/main/instance/profile-folder.ts',
      'src/main/instance/profile-lock.ts',
      'src/main/instance/process.ts',
    ],
    tests: ['test/main/instance/{profile-*,core-dump,quit}.test.ts'],
  },
  'redirect-path': {
    files: ['src/vocabulary/redirect-path.ts'],
    tests: ['test/core/sign-in/redirect-path.test.ts'],
  },
  'authorization-response': {
    files: ['src/core/oauth/authorization-response.ts', 'src/core/oauth/state-table.ts'],
    tests: ['test/core/oauth/{authorization-response*,state-table}.test.ts'],
  },
  'id-token': {
    files: ['src/core/oauth/token/id-token.ts'],
    tests: ['test/core/oauth/token/id-token*.test.ts'],
  },
  jws: {
    files: ['src/core/oauth/token/jws.ts'],
    tests: ['test/core/oauth/token/{id-token*,jwks,wycheproof,exposed-keys}.test.ts'],
  },
  'start-sign-in': {
    files: ['src/core/sign-in/start-sign-in.ts'],
    tests: [
      'test/main/handlers/{provider-handlers,handlers,sign-in-targets}.test.ts',
      'test/core/sign-in/{redirect-path,sign-in-again,sign-in-for-resource,sign-in-grants}.test.ts',
      'test/core/app.test.ts',
    ],
  },
  'revoked-tokens': {
    files: ['src/core/tokens/durable/remove-revoked.ts'],
    tests: [
      'test/core/revocation/revoked-token-leaves-keychain.test.ts',
      'test/core/tokens/durable/removal-*.test.ts',
    ],
  },
  'refresh-keeping': {
    files: [
      'src/core/tokens/durable/durable-refresh.ts',
      'src/core/tokens/durable/grant-keeper.ts',
      'src/core/tokens/durable/journal-key.ts',
      'src/core/tokens/durable/recovery.ts',
      'src/core/tokens/durable/unsaved.ts',
    ],
    tests: ['test/core/tokens/durable/*.test.ts'],
  },
  keychain: {
    files: [
      'src/main/adapter/keychain/keychain-rules.ts',
      'src/main/adapter/keychain/vault-format.ts',
      'src/main/adapter/keychain/vault-keychain.ts',
    ],
    tests: ['test/main/adapter/keychain/*.test.ts'],
  },
  'agent-requests': {
    files: ['src/agent/request.ts', 'src/agent/server.ts', 'src/agent/socket.ts'],
    tests: ['test/agent/agent-*.test.ts'],
  },
  'agent-peer': {
    files: ['src/agent/peer/peer.ts', 'src/agent/peer/process-facts.ts'],
    tests: ['test/agent/peer.test.ts'],
  },
  approvals: {
    files: ['src/core/agent/approvals.ts', 'src/core/agent/questions.ts'],
    tests: ['test/core/agent/*.test.ts'],
  },
  fuses: { files: ['scripts/package/fuses.mjs'], tests: ['test/scripts/fuses.test.ts'] },
};
