import type { EpochMs } from '../../shared/vocabulary/instant.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Http } from '../port/http.ts';
import type { Secret } from '../secret/secret.ts';

/** What every exchange with an authorization server needs: whom to ask, as whom, and when it is. */
export interface Exchange {
  readonly http: Http;
  readonly metadata: ServerMetadata;
  readonly registration: ClientRegistration;
  /** Absent for public clients (`token_endpoint_auth_method` none). */
  readonly clientSecret?: Secret<'client-secret'>;
  /** Plain http to loopback is fine: the playground and developer mode. */
  readonly allowLoopback: boolean;
  /** The wall clock when the exchange begins; replies are dated from it. */
  readonly now: EpochMs;
  /** Cancels before the request's body is sent; after that the server may have acted. */
  readonly signal?: AbortSignal;
}
