import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { tokenText } from '../../core/tokens/copy/bearer-usage.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import type { Lock } from '../../core/connection/lock.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import type { Handlers } from '../../contract/contract.ts';
import { requireUnlocked, wantedScope, type HandedOut, type WantedToken } from './hand-out.ts';
import { tokenView } from './views.ts';

export interface TokenPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get' | 'refresh'>;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly handedOut: HandedOut;
  readonly allowReveal: () => void;
}

type TokenCommand = 'token.inspect' | 'token.refresh' | 'token.reveal';

/** Commands that make and show access tokens. */
export const tokenHandlers = (ports: TokenPorts): Pick<Handlers, TokenCommand> => {
  const { connections, accessTokens } = ports;
  const freshToken = async (input: WantedToken) => {
    const token = await accessTokens.get(input.connectionId, wantedScope(input));
    requireUnlocked(ports.lock);
    return { connection: requireConnection(connections, input.connectionId), token };
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
    'token.reveal': async (input) => {
      ports.allowReveal();
      const { connection, token } = await freshToken(input);
      await ports.handedOut(connection, token, { kind: 'revealed', detail: 'reveal' });
      return { accessToken: tokenText(token.accessToken), expiresAt: token.expiresAt };
    },
  };
};
