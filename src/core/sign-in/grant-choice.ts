import type { Seconds } from '../../vocabulary/instant.ts';
import type { PartyToken } from '../oauth/token-exchange-grant.ts';
import type { Secret } from '../secret/secret.ts';

/** How a person wants to be asked by the server. @see OIDC Core §3.1.2.1, RFC 9470 §4 */
export interface AuthorizationOptions {
  readonly prompt?: string;
  readonly loginHint?: string;
  readonly maxAge?: Seconds;
  readonly acrValues?: string;
}

/** The grant a sign-in uses, with what a person gave for it; the secrets in it are used once. */
export type GrantChoice =
  | ({ readonly kind: 'authorization_code' } & AuthorizationOptions)
  | { readonly kind: 'urn:ietf:params:oauth:grant-type:device_code' }
  | { readonly kind: 'client_credentials' }
  | {
      readonly kind: 'password';
      readonly username: string;
      readonly password: Secret<'password'>;
    }
  | { readonly kind: 'refresh_token'; readonly refreshToken: Secret<'refresh-token'> }
  | {
      readonly kind: 'urn:ietf:params:oauth:grant-type:token-exchange';
      readonly subject: PartyToken;
      readonly audience?: string;
      /** Called once the subject token may have reached `host`, whatever came back. */
      readonly onSent?: (host: string) => Promise<void>;
    }
  | {
      readonly kind: 'urn:ietf:params:oauth:grant-type:jwt-bearer';
      readonly assertion: Secret<'assertion'>;
    };
