import type { Shortfall } from '../../vocabulary/hand-out.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { between, seconds, type Seconds } from '../../vocabulary/instant.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import { endsOldAccessToken } from '../catalogue/catalogue.ts';
import type { Wanted } from './access-token-cache.ts';
import type { AccessTokens } from './get-access-token.ts';
import { requireConnection } from '../connection/manage-connections.ts';

export interface PromisePorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get' | 'peek'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A token to hand out, and what became of the promise. */
export interface PromisedToken {
  readonly token: TokenRecord;
  /** Absent where the token lives for as long as was promised. */
  readonly because?: Shortfall;
}

/**
 * A token with at least `atLeast` left, or nearly; 0 takes whatever is left. Refreshed first where it has less,
 * unless nothing can renew it or the server cannot be reached: then the one that is held, and why.
 * Fails as {@link AccessTokens.get} where none is held that has any time left.
 */
export const promisedToken = async (
  ports: PromisePorts,
  id: ConnectionId,
  wanted: Wanted,
  atLeast: Seconds,
): Promise<PromisedToken> => {
  const connection = requireConnection(ports.connections, id);
  const held = ports.accessTokens.peek(id, wanted);
  if (held !== undefined && (atLeast === 0 || !isRenewable(connection))) {
    return judged(ports, held, atLeast, 'not-renewable');
  }
  try {
    const token = await ports.accessTokens.get(id, { ...wanted, atLeast });
    return judged(ports, token, atLeast, 'server-lifetime');
  } catch (cause) {
    if (held === undefined || !isLeftAlone(connection, cause)) throw cause;
    return judged(ports, held, atLeast, 'not-reached');
  }
};

/** Whether a new access token can be had without the person. @see RFC 6749 §4.4, §6 */
export const isRenewable = ({ hasRefreshToken, grantType }: Connection): boolean =>
  hasRefreshToken || grantType === 'client_credentials';

/** Whether the held token still works after a refresh that failed: no answer may be a lost answer. */
const isLeftAlone = (connection: Connection, cause: unknown): boolean =>
  isValetKeyError(cause) &&
  cause.nextStep === 'retry' &&
  (!endsOldAccessToken(connection) || cause.fields['sent'] === false);

/** Five minutes but a few seconds are five minutes: a token of just that life is some seconds old on arrival. */
const NEARLY = 0.95;

const judged = (
  { clock }: PromisePorts,
  token: TokenRecord,
  atLeast: Seconds,
  because: Shortfall,
): PromisedToken => {
  // A clock that was set back must not make a token look longer than it was made.
  const left = seconds(Math.min(token.lifetime, between(clock.now(), token.expiresAt)));
  return left >= atLeast * NEARLY ? { token } : { token, because };
};
