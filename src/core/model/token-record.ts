import type { EpochMs, Seconds } from '../../vocabulary/instant.ts';
import type { TokenWarning } from '../../vocabulary/warning.ts';
import type { TokenType } from '../../vocabulary/oauth.ts';
import type { Secret } from '../secret/secret.ts';
import type { AuthorizationDetail } from './authorization-detail.ts';
import type { Scope } from './scope.ts';

/** What we keep of a token response, with absolute instants. Lives in memory only. @see RFC 6749 §5.1 */
export interface TokenRecord {
  readonly accessToken: Secret<'access-token'>;
  readonly tokenType: TokenType;
  readonly scope: Scope;
  readonly resource?: string;
  readonly obtainedAt: EpochMs;
  /** When the server says it ends; `assumed` where the reply had no `expires_in`. */
  readonly expiresAt: EpochMs;
  readonly lifetime: Seconds;
  readonly lifetimeAssumed: boolean;
  /** What was odd but acceptable about the reply it came in: closed words, not foreign text. */
  readonly warnings: readonly TokenWarning[];
}

/** A judged token response: what to keep, what to store. */
export interface TokenResponse {
  readonly token: TokenRecord;
  /** Absent where the reply had none: the old one stays in force (RFC 6749 §6). */
  readonly refreshToken?: Secret<'refresh-token'>;
  readonly idToken?: Secret<'id-token'>;
  /** What the server says it granted; absent where it says nothing. @see RFC 9396 §7 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}
