import type { Connection } from '../../core/model/connection.ts';
import { scopeOf } from '../../core/model/scope.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { presentToken, type TokenFormat } from '../../core/protocol/bearer-usage.ts';
import type { AccessTokens } from '../../core/usecase/get-access-token.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { AppView, ConnectionView, StorageView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { seconds } from '../../shared/vocabulary/instant.ts';
import { startSignIn, type SignInTargetPorts } from './sign-in-targets.ts';
import { connectionView, signInView, tokenView } from './views.ts';

/** What the handlers need from the composition: use cases and a few facts about this run. */
export interface HandlerPorts extends SignInTargetPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: AccessTokens;
  readonly clipboard: Clipboard;
  readonly rename: (id: ConnectionId, label: string) => Promise<Connection>;
  readonly revoke: (id: ConnectionId) => Promise<Connection>;
  readonly forget: (id: ConnectionId) => Promise<void>;
  readonly handedOut: (id: ConnectionId) => Promise<void>;
  readonly allowReveal: () => void;
  readonly appStatus: () => Promise<AppView>;
  readonly probeStorage: () => Promise<StorageView>;
}

/** Copied tokens stay on the clipboard for so long, unless something else was copied meanwhile. */
export const CLIPBOARD_CLEAR_AFTER = seconds(45);

/** One short function for each command: use case in, view out. */
export const createHandlers = (ports: HandlerPorts): Handlers => {
  const { connections, accessTokens, signIns, playground } = ports;
  const view = (connection: Connection): ConnectionView =>
    connectionView(
      connection,
      accessTokens.peek(connection.id),
      playground.isPlayground(connection),
    );
  const freshToken = async (input: WantedToken) => {
    const token = await accessTokens.get(input.connectionId, wantedScope(input));
    return { connection: requireConnection(connections, input.connectionId), token };
  };
  const handOut = async (input: WantedToken, format: TokenFormat) => {
    const { connection, token } = await freshToken(input);
    await ports.handedOut(connection.id);
    return { text: presentToken(token.accessToken, format, usageUrl(connection)), token };
  };

  return {
    'app.status': () => ports.appStatus(),
    'storage.probe': () => ports.probeStorage(),
    'playground.status': () => playground.status(),
    'playground.configure': (settings) => playground.configure(settings),
    'connection.list': () => connections.list().map(view),
    'connection.rename': async ({ connectionId, label }) =>
      view(await ports.rename(connectionId, label)),
    'connection.revoke': async ({ connectionId }) => view(await ports.revoke(connectionId)),
    'connection.forget': async ({ connectionId }) => {
      await ports.forget(connectionId);
      return {};
    },
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
    'sign-in.dismiss': ({ signInId }) => {
      signIns.dismiss(signInId);
      return {};
    },
    'token.inspect': async (input) => {
      const { connection, token } = await freshToken(input);
      return tokenView(connection, token);
    },
    'token.refresh': async (input) => {
      const token = await accessTokens.refresh(input.connectionId, wantedScope(input));
      return tokenView(requireConnection(connections, input.connectionId), token);
    },
    'token.copy': async (input) => {
      const { text, token } = await handOut(input, input.format);
      await ports.clipboard.copySecret(text, CLIPBOARD_CLEAR_AFTER);
      return { expiresAt: token.expiresAt, clearAfter: CLIPBOARD_CLEAR_AFTER };
    },
    'token.reveal': async (input) => {
      ports.allowReveal();
      const { text, token } = await handOut(input, 'raw');
      return { accessToken: text, expiresAt: token.expiresAt };
    },
  };
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
