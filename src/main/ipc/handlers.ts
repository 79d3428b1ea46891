import { isValetKeyError, ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import type { Revocation } from '../../core/usecase/revoke-connection.ts';
import type { PanicRow } from '../../shared/ipc/view-inspection.ts';
import type { DurableRefresh } from '../../core/keeping/durable-refresh.ts';
import { Secret } from '../../core/secret/secret.ts';
import type { Lock } from '../../core/usecase/lock.ts';
import type { LoginDeath } from '../../core/usecase/login-death.ts';
import { presetViews } from './preset-views.ts';
import { providerHandlers, type ProviderPorts } from './provider-handlers.ts';
import { inspectionHandlers, type InspectionPorts } from './inspection-handlers.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { Tracer } from '../../core/trace/tracer.ts';
import type { DoctorView } from '../../shared/ipc/view-trace.ts';
import { scopeOf } from '../../core/model/scope.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { presentToken, type TokenFormat } from '../../core/protocol/bearer-usage.ts';
import type { AccessTokens } from '../../core/usecase/get-access-token.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { AppView, ConnectionView, SettingsView, StorageView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { seconds } from '../../shared/vocabulary/instant.ts';
import { startSignIn, type SignInTargetPorts } from './sign-in-targets.ts';
import {
  connectionView,
  decodedToken,
  ledgerEntryView,
  signInView,
  tokenView,
  traceEntryView,
} from './views.ts';

/** What the handlers need from the composition: use cases and a few facts about this run. */
export interface HandlerPorts extends SignInTargetPorts, InspectionPorts, ProviderPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: AccessTokens;
  readonly clipboard: Clipboard;
  readonly refreshes: Pick<DurableRefresh, 'unsaved'>;
  readonly deathOf: (connection: Connection) => LoginDeath | undefined;
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  readonly revoke: (id: ConnectionId) => Promise<Revocation>;
  readonly forget: (id: ConnectionId) => Promise<void>;
  /** Marks the connection as used just now and writes the hand-out into the ledger. */
  readonly handedOut: (
    connection: Connection,
    token: TokenRecord,
    format: TokenFormat | 'reveal',
  ) => Promise<void>;
  readonly allowReveal: () => void;
  readonly appStatus: () => Promise<AppView>;
  readonly lock: Lock;
  readonly vault: {
    create(passphrase: Secret<'passphrase'>): Promise<void>;
    unlock(passphrase: Secret<'passphrase'>): Promise<void>;
  };
  readonly probeStorage: () => Promise<StorageView>;
  readonly settings: {
    readonly read: () => SettingsView;
    readonly write: (settings: SettingsView) => Promise<void>;
  };
  readonly tracer: Tracer;
  readonly ledger: Ledger;
  readonly exportFile: (what: 'trace' | 'ledger') => Promise<boolean>;
  readonly runDoctor: () => Promise<DoctorView>;
}

/** One short function for each command: use case in, view out. */
export const createHandlers = (ports: HandlerPorts): Handlers => ({
  'app.status': () => ports.appStatus(),
  'app.lock': () => {
    ports.lock.lock();
    return {};
  },
  'app.unlock': () => {
    ports.lock.unlock();
    return ports.appStatus();
  },
  'storage.create-vault': async ({ passphrase }) => {
    await ports.vault.create(Secret.of('passphrase', passphrase));
    return ports.probeStorage();
  },
  'storage.unlock': async ({ passphrase }) => {
    await ports.vault.unlock(Secret.of('passphrase', passphrase));
    return ports.probeStorage();
  },
  'storage.probe': () => ports.probeStorage(),
  'preset.list': presetViews,
  'playground.status': () => ports.playground.status(),
  'playground.configure': (settings) => ports.playground.configure(settings),
  ...connectionHandlers(ports),
  ...signInHandlers(ports),
  ...tokenHandlers(ports),
  ...inspectionHandlers(ports),
  ...providerHandlers(ports),
  ...observing(ports),
});

const connectionHandlers = (ports: HandlerPorts) => {
  const { connections, accessTokens, playground } = ports;
  const view = (connection: Connection): ConnectionView =>
    connectionView(connection, {
      token: accessTokens.peek(connection.id),
      isPlayground: playground.isPlayground(connection),
      death: ports.deathOf(connection),
      isUnsaved: ports.refreshes.unsaved.includes(connection.id),
    });
  return {
    'connection.list': () => connections.list().map(view),
    'connection.rename': async ({ connectionId, label }) =>
      view(await ports.rename(connectionId, label)),
    'connection.revoke': async ({ connectionId }) => {
      const { connection, proof } = await ports.revoke(connectionId);
      return { ...view(connection), proof };
    },
    'connection.revoke-all': () => Promise.all(connections.list().map(panicRow(ports))),
    'connection.forget': async ({ connectionId }) => {
      await ports.forget(connectionId);
      return {};
    },
  } satisfies Partial<Handlers>;
};

const signInHandlers = (ports: HandlerPorts) => {
  const { signIns } = ports;
  return {
    'sign-in.start': (request) => ({ signInId: startSignIn(ports, request) }),
    'sign-in.list': () => signIns.list().map(signInView),
    'sign-in.cancel': ({ signInId }) => {
      signIns.cancel(signInId);
      return {};
    },
    'sign-in.open-browser-again': async ({ signInId }) => {
      await signIns.openBrowserAgain(signInId);
      return {};
    },
    'sign-in.paste-redirect': ({ signInId, url }) => ({
      verdict: signIns.pasteRedirect(signInId, url),
    }),
    'sign-in.dismiss': ({ signInId }) => {
      signIns.dismiss(signInId);
      return {};
    },
  } satisfies Partial<Handlers>;
};

const tokenHandlers = (ports: HandlerPorts) => {
  const { connections, accessTokens } = ports;
  const freshToken = async (input: WantedToken) => {
    const token = await accessTokens.get(input.connectionId, wantedScope(input));
    requireUnlocked(ports.lock);
    return { connection: requireConnection(connections, input.connectionId), token };
  };
  const handOut = async (input: WantedToken, format: TokenFormat | 'reveal') => {
    const { connection, token } = await freshToken(input);
    await ports.handedOut(connection, token, format);
    const form = format === 'reveal' ? 'raw' : format;
    return { text: presentToken(token.accessToken, form, usageUrl(connection)), token };
  };
  return {
    'token.inspect': async (input) => {
      const { connection, token } = await freshToken(input);
      return tokenView(connection, token);
    },
    'token.refresh': async (input) => {
      const token = await accessTokens.refresh(input.connectionId, wantedScope(input));
      requireUnlocked(ports.lock);
      return tokenView(requireConnection(connections, input.connectionId), token);
    },
    'token.copy': async (input) => {
      const { text, token } = await handOut(input, input.format);
      const { clipboardClearAfter: clearAfter } = ports.settings.read();
      await ports.clipboard.copySecret(text, seconds(clearAfter));
      return { expiresAt: token.expiresAt, clearAfter };
    },
    'token.reveal': async (input) => {
      ports.allowReveal();
      const { text, token } = await handOut(input, 'reveal');
      return { accessToken: text, expiresAt: token.expiresAt };
    },
    'token.decode': ({ text }) => decodedToken(text),
  } satisfies Partial<Handlers>;
};

/** One connection's part of "revoke everything": never fails, says what came of it. */
const panicRow =
  ({ revoke }: HandlerPorts) =>
  async (connection: Connection): Promise<PanicRow> => {
    const { id: connectionId, issuer, metadata } = connection;
    const row = { connectionId, label: displayName(connection), host: new URL(issuer).host };
    if (metadata.revocation_endpoint === undefined) return { ...row, outcome: 'unsupported' };
    try {
      return { ...row, outcome: 'revoked', proof: (await revoke(connectionId)).proof };
    } catch (cause) {
      const { code, fields } = isValetKeyError(cause) ? cause : new ValetKeyError('VK_INTERNAL');
      return { ...row, outcome: 'failed', failure: { code, fields: { ...fields } } };
    }
  };

/** Commands that look at what happened, or at this machine. */
const observing = (ports: HandlerPorts) =>
  ({
    'trace.list': () => ports.tracer.list().map(traceEntryView),
    'trace.clear': () => {
      ports.tracer.clear();
      return {};
    },
    'ledger.list': () => ports.ledger.list().map(ledgerEntryView),
    'file.export': async ({ what }) => ({ saved: await ports.exportFile(what) }),
    'settings.read': () => ports.settings.read(),
    'settings.write': async (settings) => {
      await ports.settings.write(settings);
      return ports.settings.read();
    },
    'doctor.run': () => ports.runDoctor(),
  }) satisfies Partial<Handlers>;

/** Getting a token takes time, in which the program may have been locked. */
const requireUnlocked = ({ isLocked }: Lock): void => {
  if (isLocked) throw new ValetKeyError('VK_LOCKED');
};

interface WantedToken {
  readonly connectionId: ConnectionId;
  readonly scope?: readonly string[] | undefined;
}

const wantedScope = ({ scope }: WantedToken) =>
  scope === undefined ? {} : { scope: scopeOf(scope) };

/** Where a copied `curl` line points: the resource, else the one API every OpenID server has. */
const usageUrl = ({ resource, metadata, issuer }: Connection): string =>
  resource ?? metadata.userinfo_endpoint ?? issuer;
