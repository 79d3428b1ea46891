import type { GrantType } from '../../vocabulary/oauth.ts';
import type { SameType } from '../../vocabulary/same-type.ts';
import type { Seconds } from '../../vocabulary/instant.ts';
import type { PartyToken } from '../oauth/token-exchange-grant.ts';
import type { Secret } from '../secret/secret.ts';
import { presetById } from '../catalogue/catalogue.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { ConnectionOptions } from '../model/connection.ts';
import type { StatedRequest } from '../oauth/authorization-request.ts';
import type { Asked } from './without-browser.ts';

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

/** A grant type that no sign-in can use does not compile. @public */
export const GRANT_CHOICE_COVERS_ALL: SameType<GrantChoice['kind'], GrantType> = true;

/** What of an authorization request is known before it is made: the window shows it, and it is sent. */
export const statedRequest = (
  registration: ClientRegistration,
  asked: Asked & AuthorizationOptions,
  { extraParameters, scopeSeparator, preset }: ConnectionOptions = {},
): StatedRequest => {
  const scopeParameter = preset === undefined ? undefined : presetById(preset)?.scopeParameter;
  return {
    ...asked,
    registration,
    ...(extraParameters === undefined ? {} : { extraParameters: without(extraParameters, asked) }),
    ...(scopeSeparator === undefined ? {} : { scopeSeparator }),
    ...(scopeParameter === undefined ? {} : { scopeParameter }),
  };
};

/** What is asked this once takes the place of what is sent each time: no parameter may occur twice. */
const without = (
  extraParameters: Readonly<Record<string, string>>,
  { maxAge, acrValues }: AuthorizationOptions,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(extraParameters).filter(
      ([name]) =>
        !(name === 'max_age' && maxAge !== undefined) &&
        !(name === 'acr_values' && acrValues !== undefined),
    ),
  );
