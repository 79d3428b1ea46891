import type { DPoPHandle, PrivateKey } from 'oauth4webapi';
import { after, seconds, type EpochMs, type Seconds } from '../../../vocabulary/instant.ts';
import type { ClientRegistration } from '../../model/client-registration.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import type { Http } from '../../port/http.ts';
import type { Secret } from '../../secret/secret.ts';
import type { TokenResponseQuirks } from '../../model/connection.ts';

/** A token that a server can be asked about, or to end. */
export type IssuedToken = Secret<'access-token'> | Secret<'refresh-token'>;

/** What of a complete reply must be safe before the rest of it is judged. */
export interface ReceivedTokens {
  readonly refreshToken?: Secret<'refresh-token'>;
  readonly idToken?: Secret<'id-token'>;
}

/**
 * Takes the tokens of a complete reply before anything else of it is judged. Called once for each reply
 * that was received whole, also for one that is refused afterwards: the server has rotated by then.
 * What it rejects with is what the exchange fails with.
 */
export type OnReceived = (tokens: ReceivedTokens) => Promise<void>;

/** What every exchange with an authorization server needs: whom to ask, as whom, and when it is. */
export interface Exchange {
  readonly http: Http;
  readonly metadata: ServerMetadata;
  readonly registration: ClientRegistration;
  /** Absent for public clients (`token_endpoint_auth_method` none). */
  readonly clientSecret?: Secret<'client-secret'>;
  /** For `private_key_jwt`: signs the client assertion. @see RFC 7523 §2.2 */
  readonly privateKey?: PrivateKey;
  /** Binds tokens to a key of ours; one per connection, because it remembers nonces. @see RFC 9449 */
  readonly dpop?: DPoPHandle;
  /** What this server is known to do against the rules, and is forgiven. */
  readonly quirks?: TokenResponseQuirks;
  /** Plain http to loopback is fine: the playground and developer mode. */
  readonly allowLoopback: boolean;
  /** The wall clock when the exchange begins; replies are dated from it. */
  readonly now: EpochMs;
  /** How far the server's clock is ahead of ours, as its newest answer says; undefined where that is not known. */
  readonly serverAhead?: () => Seconds | undefined;
  /** Hears of the tokens of each complete reply before it is judged, unless the exchange itself says who does. */
  readonly onReceived?: OnReceived;
  /** Cancels before the request's body is sent; after that the server may have acted. */
  readonly signal?: AbortSignal;
}

/** What time it is for the server, as far as its answers say. @see RFC 9110 §6.6.1 */
export const serverTime = ({ now, serverAhead }: Pick<Exchange, 'now' | 'serverAhead'>): EpochMs =>
  after(now, serverAhead?.() ?? seconds(0));

/**
 * How many seconds before now we say that we made a proof or an assertion. A server whose clock is a
 * moment behind ours takes one made "now" for one from the future, and some allow none of that:
 * Glewlwyd refuses it even on the same machine, because `time(2)` lags by a tick at each new second.
 * @see RFC 9449 §11.1, RFC 7523 §3
 */
export const BACKDATING = 2;
