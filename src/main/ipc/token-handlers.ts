import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import { scopeOf } from '../../core/model/scope.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { presentToken, type TokenFormat } from '../../core/protocol/bearer-usage.ts';
import type { AccessTokens } from '../../core/usecase/get-access-token.ts';
import type { Lock } from '../../core/usecase/lock.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { SettingsView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { seconds } from '../../shared/vocabulary/instant.ts';
import { tokenView } from './views.ts';

export interface TokenPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get' | 'refresh'>;
  readonly clipboard: Clipboard;
  readonly lock: Pick<Lock, 'isLocked'>;
  /** Marks the connection as used just now and writes the hand-out into the ledger. */
  readonly handedOut: (
    connection: Connection,
    token: TokenRecord,
    format: TokenFormat | 'reveal',
  ) => Promise<void>;
  readonly allowReveal: () => void;
  readonly settings: { readonly read: () => SettingsView };
}

type TokenCommand = 'token.inspect' | 'token.refresh' | 'token.copy' | 'token.reveal';

/** Commands that make, show and hand out access tokens. */
export const tokenHandlers = (ports: TokenPorts): Pick<Handlers, TokenCommand> => {
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
  };
};

/** Getting a token takes time, in which the program may have been locked. */
const requireUnlocked = ({ isLocked }: Pick<Lock, 'isLocked'>): void => {
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
