import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { Bridge } from '../../../src/contract/bridge.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
} from '../../../src/contract/contract.ts';
import type { CopiedView, TokenView } from '../../../src/contract/token.ts';
import type { Failure } from '../../../src/contract/command.ts';
import type { AppView, SettingsView } from '../../../src/contract/app.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import { connectionList, presetViews } from '../../../src/main/handlers/views.ts';
import { inListOrder } from '../../../src/renderer/kit/words/connection-words.ts';
import type { FindingView } from '../../../src/contract/advice.ts';
import {
  examineOwn,
  examinePasted,
  examineRefusal,
  explained,
  introspection,
} from './examining.ts';
import type { Fixture } from './fixtures.ts';
import { hostileClaims } from './hostile.ts';
import { approvalAnswers } from './approval-fixtures.ts';
import { networkAnswers } from './network-fixtures.ts';
import { registrationAnswers } from './registration-fixtures.ts';
import { resourceAnswers } from './resource-answers.ts';
import { scopesAnswers } from './scopes-answers.ts';
import { DOCTOR, reportText } from './observation.ts';
import { fakeRevokeAll, previewOf } from './revoking.ts';
import { parseSignInId } from '../../../src/vocabulary/id.ts';

/** Shaped like a token, signed by nobody. */
const SAMPLE_TOKEN = `eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.${'harness-sample-payload-'.repeat(14)}.${'harness-signature'.repeat(5)}`;

export type Answers = {
  readonly [Name in CommandName]?: (
    input: CommandInput<Name>,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};

const claim = (name: string, value: unknown) => ({
  name,
  text: JSON.stringify(value),
  clipped: false,
  ...(['exp', 'iat', 'nbf', 'auth_time'].includes(name) && typeof value === 'number'
    ? { instant: value * 1000 }
    : {}),
});

const tokenView = (connection: ConnectionView, { opaque = false }: Fixture): TokenView => {
  const token = connection.token ?? {
    obtainedAt: Date.now(),
    expiresAt: Date.now() + 900_000,
    lifetime: 900,
    lifetimeAssumed: false,
    warnings: [],
  };
  const isHostile = connection.clientId !== '9f4c1a7be0d24f7c8b1e' && !connection.isPlayground;
  return {
    ...token,
    connectionId: connection.id,
    scope: [...connection.grantedScope],
    tokenType: 'bearer',
    format: opaque ? 'opaque' : 'jwt',
    ...explained(
      [claim('alg', 'ES256'), claim('kid', '2026-11'), claim('typ', 'at+jwt')],
      isHostile
        ? hostileClaims
        : [
            claim('iss', connection.issuer),
            claim('sub', connection.subject?.sub),
            claim('aud', ['https://api.example.com', 'https://files.example.com']),
            claim('client_id', connection.clientId),
            claim('scope', connection.grantedScope.join(' ')),
            claim('iat', Math.floor(token.obtainedAt / 1000)),
            claim('exp', Math.floor(token.expiresAt / 1000)),
            claim('jti', 'b4f0a2be-61f5-4a15-9a4c-7c2f0d0b9c11'),
            claim('tenant', { id: 4711, plan: 'team' }),
          ],
    ),
    warnings: isHostile ? ['scope_malformed', 'lifetime_clamped'] : [],
  };
};

const VAULT = { kind: 'vault', state: 'ready' } as const;
const PASSPHRASE = 'correct horse battery staple';
const WHILE_LOCKED = [
  'app.status',
  'app.unlock',
  'settings.read',
  'storage.probe',
  'storage.unlock',
];

/** What main refuses on principle: nearly all while it is locked, and a wrong passphrase. */
const refusal = (app: AppView, name: string, input: unknown): Failure | undefined => {
  if (app.isLocked && !WHILE_LOCKED.includes(name)) return { code: 'VK_LOCKED', fields: {} };
  if (name === 'token.examine') return examineRefusal(input as CommandInput<'token.examine'>);
  return name === 'storage.unlock' &&
    JSON.stringify(input) !== JSON.stringify({ passphrase: PASSPHRASE })
    ? { code: 'VK_KEYCHAIN_DENIED', fields: {} }
    : undefined;
};

const LOST = {
  kind: 'unreadable',
  since: Date.now(),
  because: 'VK_RECORD_UNREADABLE',
} as const;

/** A main process in a few lines: keeps the fixture's state and answers by the contract's types. */
export const fakeBridge = (fixture: Fixture): Bridge => {
  let { connections, signIns, trace = [], ledger = [], providers = [] } = fixture;
  let settings: SettingsView = {
    theme: 'system',
    clipboardClearAfter: 30,
    copiedTokenMinutes: 5,
    lockWithSystem: true,
    autoLockMinutes: 15,
    keepInTray: true,
  };
  let { app, playground } = fixture;
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const emit = (name: EventName, payload: unknown = {}) =>
    listeners.get(name)?.forEach((listener) => listener(payload));
  const find = (id: string): ConnectionView => {
    const match = connections.find((one) => one.id === id);
    if (match === undefined) throw new Error(`no connection ${id}`);
    return match;
  };
  const change = (id: string, part: Partial<ConnectionView>): ConnectionView => {
    connections = connections.map((one) => (one.id === id ? { ...one, ...part } : one));
    emit('connections.changed', { connectionId: id });
    return find(id);
  };

  const copied = ({ token }: ConnectionView): CopiedView => ({
    expiresAt: token?.expiresAt ?? Date.now(),
    lifetime: token?.lifetime ?? 900,
    lifetimeAssumed: token?.lifetimeAssumed ?? false,
    clearAfter: fixture.app.clipboardClearAfter,
    promised: settings.copiedTokenMinutes,
    ...(fixture.brokenPromise === undefined ? {} : { because: fixture.brokenPromise }),
  });
  const known = new Set<string>();
  const isKnown = (finding: FindingView): boolean =>
    finding.isDismissed || known.has(`${finding.rule} ${finding.connectionId}`);
  const advice = () =>
    (fixture.advice ?? []).map((finding) => ({ ...finding, isDismissed: isKnown(finding) }));

  const revokeAll = fakeRevokeAll(
    fixture,
    () => connections,
    () => emit('revocation.changed'),
  );

  const answers: Answers = {
    'app.status': () => app,
    'app.scheme-handler': () => ({ schemeHandler: 'ours' }),
    'app.lock': () => {
      app = { ...app, isLocked: true };
      emit('app.changed');
      return {};
    },
    'app.unlock': () => (app = { ...app, isLocked: false }),
    'storage.create-vault': () => (app = { ...app, storage: VAULT }).storage,
    'storage.unlock': () => (app = { ...app, storage: VAULT }).storage,
    'preset.list': presetViews,
    ...(scopesAnswers(fixture, () => connections) as Answers),
    'sign-in.copy-address': () => ({
      url: `https://login.example.com/authorize?response_type=code&client_id=s6BhdRkqt3&state=${'s'.repeat(43)}&code_challenge=${'c'.repeat(43)}`,
      isCopied: true,
    }),
    'sign-in.paste-redirect': ({ url }) => ({
      verdict: url.includes('#access_token=') ? 'token-in-fragment' : 'ignore',
    }),
    'storage.probe': () => (app = { ...app, storage: fixture.probed ?? app.storage }).storage,
    'storage.dismiss-file': ({ name }) => {
      const { storage } = app;
      const unusedFiles = storage.unusedFiles?.filter((one) => one.name !== name) ?? [];
      return (app = { ...app, storage: { ...storage, unusedFiles } }).storage;
    },
    'storage.reset-keychain': () => {
      app = { ...app, storage: { kind: 'keychain', state: 'ready' } };
      connections = connections.map((one) => ({ ...one, standing: LOST }));
      emit('connections.changed');
      return { ended: fixture.resetOutcome ?? 'reset', storage: app.storage };
    },
    'window.opened': () => fixture.opening ?? {},
    'window.remember': () => ({}),
    'app.show-folder': () => ({}),
    'connection.copy-link': () => ({}),
    'playground.status': () => playground,
    'playground.configure': (options) => (playground = { ...playground, ...options }),
    'settings.read': () => settings,
    'settings.write': (written) => {
      settings = written;
      emit('app.changed');
      return settings;
    },
    'doctor.run': () => DOCTOR,
    'report.make': ({ withMessages }) => ({ text: reportText(withMessages) }),
    'report.save': () => ({ saved: true }),
    'trace.list': () => [...trace],
    'trace.clear': () => {
      trace = [];
      return {};
    },
    'ledger.list': () => [...ledger],
    'ledger.clear': ({ connectionId }) => {
      ledger = ledger.filter((entry) => entry.connectionId !== connectionId);
      emit('ledger.changed', { connectionId });
      return {};
    },
    'file.export': () => ({ saved: true }),
    'token.examine': (input) => {
      const { connectionId } = input;
      if (connectionId === undefined) return examinePasted(input);
      const connection = find(connectionId);
      return examineOwn(tokenView(connection, fixture), connection, input);
    },
    'token.introspect': introspection,
    'connection.introspect': introspection,
    'provider.list': () => [...providers],
    'provider.read-file': () =>
      fixture.plan ?? { added: [], changed: [], unchanged: [], withSecret: [] },
    'provider.import': () => [...providers],
    'provider.export': () => ({ saved: true, count: providers.length + 3 }),
    'provider.remove': ({ id }) => {
      providers = providers.filter((one) => one.id !== id);
      return [...providers];
    },
    'advice.list': advice,
    'advice.about': ({ connectionIds }) => ({
      connectionIds: connectionIds.map((id) => find(id).id),
      findings: advice().filter((one) => connectionIds.includes(one.connectionId)),
    }),
    'advice.dismiss': ({ rule, connectionId, isDismissed }) => {
      const key = `${rule} ${connectionId}`;
      if (isDismissed) known.add(key);
      else known.delete(key);
      emit('advice.changed');
      return {};
    },
    'connection.revocation-preview': ({ connectionId }) =>
      fixture.preview ?? previewOf(find(connectionId)),
    'connection.revoke-all': revokeAll.start,
    'connection.revoke-all-status': revokeAll.status,
    'connection.revoke-all-cancel': revokeAll.cancel,
    'connection.open-grants-page': () => ({}),
    'connection.end-session': () => ({}),
    'connection.list': () => connectionList(connections),
    'connection.get': ({ connectionIds }) =>
      connections.filter(({ id }) => connectionIds.includes(id)),
    'connection.rename': ({ connectionId, label }) => change(connectionId, { label }),
    'connection.revoke': ({ connectionId, what = 'grant' }) => ({
      ...(what === 'access-token'
        ? find(connectionId)
        : change(connectionId, {
            hasRefreshToken: false,
            standing: {
              kind: 'sign-in-required',
              since: Date.now(),
              because: 'VK_GRANT_REVOKED',
              revokedHere: { method: 'introspection', outcome: 'inactive' },
              ...(fixture.proof === undefined ? {} : { revokedHere: fixture.proof }),
            },
          })),
      what,
      proof: fixture.proof ?? {
        method: 'introspection',
        outcome: 'inactive',
        worksOfflineUntil: Date.now() + 600_000,
      },
    }),
    'connection.forget': ({ connectionId }) => {
      connections = connections.filter(({ id }) => id !== connectionId);
      emit('connections.changed', { connectionId });
      return {};
    },
    ...registrationAnswers(fixture, change),
    ...resourceAnswers(),
    ...networkAnswers(fixture, () => emit('network.changed')),
    ...approvalAnswers(fixture, () => emit('approvals.changed')),
    'sign-in.start': () => {
      const id = parseSignInId('started-sign-in-000000');
      if (id === undefined) throw new Error('not an id');
      const state = { kind: 'discovering' } as const;
      const host = 'login.example.com';
      signIns = [
        ...signIns,
        { id, host, issuer: `https://${host}`, isPlayground: false, startedAt: Date.now(), state },
      ];
      emit('sign-ins.changed');
      return { signInId: id };
    },
    'sign-in.list': () => [...signIns],
    'sign-in.confirm': ({ signInId }) => {
      signIns = signIns.map((one) =>
        one.id === signInId ? { ...one, state: { kind: 'opening-browser' } } : one,
      );
      emit('sign-ins.changed');
      return {};
    },
    'sign-in.open-browser-again': () => ({}),
    'sign-in.cancel': ({ signInId }) => {
      signIns = signIns.filter(({ id }) => id !== signInId);
      emit('sign-ins.changed');
      return {};
    },
    'sign-in.dismiss': ({ signInId }) => {
      signIns = signIns.filter(({ id }) => id !== signInId);
      emit('sign-ins.changed');
      return {};
    },
    'token.inspect': ({ connectionId, scope }) => ({
      ...tokenView(find(connectionId), fixture),
      ...(scope === undefined || fixture.ignoresNarrowing === true ? {} : { scope }),
    }),
    'token.refresh': ({ connectionId }) => {
      const lifetime = find(connectionId).token?.lifetime ?? 900;
      const obtainedAt = Date.now();
      const token = {
        obtainedAt,
        expiresAt: obtainedAt + lifetime * 1000,
        lifetime,
        lifetimeAssumed: false,
        warnings: [],
      };
      return tokenView(change(connectionId, { token, refreshedAt: obtainedAt }), fixture);
    },
    'token.copy': ({ connectionId }) => {
      emit('ledger.changed', { connectionId });
      return copied(change(connectionId, { lastUsedAt: Date.now() }));
    },
    'token.prove': ({ connectionId }) => copied(find(connectionId)),
    'token.reveal': ({ connectionId }) => ({
      accessToken: SAMPLE_TOKEN,
      expiresAt: find(connectionId).token?.expiresAt ?? Date.now(),
    }),
  };

  const answer = async (name: string, input: unknown): Promise<unknown> => {
    const failure = fixture.failures?.[name] ?? refusal(app, name, input);
    if (failure !== undefined) return { ok: false, failure };
    const handler = Object.hasOwn(answers, name) ? answers[name as CommandName] : undefined;
    if (handler === undefined)
      return { ok: false, failure: { code: 'VK_UNKNOWN_COMMAND', fields: {} } };
    try {
      return { ok: true, value: await (handler as (input: unknown) => unknown)(input) };
    } catch (thrown) {
      if (!isValetKeyError(thrown)) throw thrown;
      return { ok: false, failure: { code: thrown.code, fields: { ...thrown.fields } } };
    }
  };

  return {
    invoke: (name, input) =>
      fixture.silent?.includes(name) === true
        ? new Promise(() => undefined)
        : new Promise((settle) => setTimeout(() => settle(answer(name, input)), 20)),
    subscribe: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      const [first] = inListOrder(connections);
      // As if a notification had been clicked: most pictures are of a connection, not of Home.
      if (name === 'connection.selected' && first && !fixture.atHome && signIns.length === 0) {
        queueMicrotask(() => listener({ connectionId: first.id }));
      }
      return () => void known.delete(listener);
    },
  };
};
