import { seconds, type Seconds } from '../../vocabulary/instant.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { scopeCovers, type Scope } from '../model/scope.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Lock } from '../connection/lock.ts';
import type { Secret } from '../secret/secret.ts';
import { tokenText } from './copy-format.ts';
import type { AccessTokens } from './get-access-token.ts';
import { recordHandOut, type RecordPorts, type TokenOfConnection } from './hand-out.ts';
import { promisedToken, type PromisePorts } from './promised-token.ts';

export interface GivePorts extends PromisePorts, RecordPorts {
  readonly accessTokens: Pick<AccessTokens, 'get' | 'peek' | 'refreshForProgram'>;
  readonly lock: Pick<Lock, 'isLocked'>;
}

/** Which token, for which program. */
export interface WantedForProgram {
  readonly connectionId: ConnectionId;
  readonly scope: Scope;
  readonly resource?: string;
  /** Time it should have left, as far as the server allows. */
  readonly atLeast?: Seconds;
  /** Asked again once the token is there: a person may have changed their mind meanwhile. */
  readonly isAllowed: () => boolean;
  /** Whom the ledger names. */
  readonly recipient: string;
}

/** A token that has been given to a program. */
export interface GivenToken {
  readonly connection: Connection;
  readonly token: TokenRecord;
  readonly text: string;
}

/** Access tokens on their way to programs; what left is in the ledger, with who got it. */
export interface GiveToken {
  /**
   * The cached token, or one that all callers wait for. Fails as {@link AccessTokens.get}, with VK_LOCKED,
   * and with VK_APPROVAL_DENIED where it is no longer allowed once the token is there.
   */
  current(wanted: WantedForProgram): Promise<GivenToken>;
  /**
   * A newer one than that which a server refused: one refresh for all who say so. Fails with
   * VK_RATE_LIMITED where the refused one has only just been made.
   */
  insteadOf(refused: Secret<'access-token'>, wanted: WantedForProgram): Promise<GivenToken>;
  /** As `current`, for a request that we send ourselves: nothing is handed out, so nothing is written down. */
  forUse(wanted: WantedForProgram): Promise<TokenOfConnection>;
  /** As `insteadOf`, likewise. */
  forUseInsteadOf(
    refused: Secret<'access-token'>,
    wanted: WantedForProgram,
  ): Promise<TokenOfConnection>;
}

/** Enough for the request that a program makes with it right away. */
const AT_LEAST: Seconds = seconds(60);

export const createGiveToken = (ports: GivePorts): GiveToken => {
  const { accessTokens, connections } = ports;
  const allowed = (wanted: WantedForProgram, token: TokenRecord): TokenOfConnection => {
    if (ports.lock.isLocked) throw new ValetKeyError('VK_LOCKED');
    if (!wanted.isAllowed()) throw new ValetKeyError('VK_APPROVAL_DENIED');
    // Many servers take no notice of a smaller scope: more than was approved is not given.
    if (!scopeCovers(wanted.scope, token.scope)) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'fewer scopes' } });
    }
    return { connection: requireConnection(connections, wanted.connectionId), token };
  };
  const give = async (wanted: WantedForProgram, made: TokenRecord): Promise<GivenToken> => {
    const { connection, token } = allowed(wanted, made);
    const text = tokenText(token.accessToken);
    const { recipient } = wanted;
    await recordHandOut(ports, connection, token, { kind: 'given', detail: 'agent', recipient });
    return { connection, token, text };
  };
  const current = async (wanted: WantedForProgram): Promise<TokenRecord> => {
    const { connectionId: id, atLeast = AT_LEAST } = wanted;
    return (await promisedToken(ports, id, scopeAndResource(wanted), atLeast)).token;
  };
  const newer = async (
    refused: Secret<'access-token'>,
    wanted: WantedForProgram,
  ): Promise<TokenRecord> => {
    const { connectionId: id } = wanted;
    const which = scopeAndResource(wanted);
    const held = accessTokens.peek(id, which);
    // Somebody else has said so before, and this is what came of it.
    const isNewer = held !== undefined && !held.accessToken.equals(refused);
    const token = isNewer ? held : await accessTokens.refreshForProgram(id, which);
    if (token.accessToken.equals(refused)) throw new ValetKeyError('VK_RATE_LIMITED');
    return token;
  };
  return {
    current: async (wanted) => give(wanted, await current(wanted)),
    insteadOf: async (refused, wanted) => give(wanted, await newer(refused, wanted)),
    forUse: async (wanted) => allowed(wanted, await current(wanted)),
    forUseInsteadOf: async (refused, wanted) => allowed(wanted, await newer(refused, wanted)),
  };
};

const scopeAndResource = ({ scope, resource }: WantedForProgram) => ({
  scope,
  ...(resource === undefined ? {} : { resource }),
});
