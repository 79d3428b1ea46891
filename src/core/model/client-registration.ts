import type { EpochMs } from '../../vocabulary/instant.ts';
import type {
  AssertionAudience,
  RedirectMethod,
  TokenEndpointAuthMethod,
} from '../../vocabulary/oauth.ts';

/** The path of our redirect URIs, unless a registration states another. @see RFC 8252 §7 */
export const REDIRECT_PATH = '/oauth2/callback';

/** The scheme of our redirect URIs that is ours alone. @see RFC 8252 §7.1 */
export const PRIVATE_USE_SCHEME = 'dev.valetkey.app';

/**
 * What the authorization server knows us by; no secret in it (that lives in the keychain).
 * @see RFC 7591 §2
 */
export interface ClientRegistration {
  readonly clientId: string;
  readonly tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  readonly redirectMethod: RedirectMethod;
  /** Path of the redirect URI: after the port for loopback, after the scheme otherwise. Starts with `/`. */
  readonly redirectPath: string;
  /** Only for servers that refuse `127.0.0.1`. @see RFC 8252 §8.3 */
  readonly loopbackHost?: 'localhost';
  /** Only for servers that insist on one registered port. A free port otherwise. */
  readonly loopbackPort?: number;
  /** Whom `private_key_jwt` assertions are for; the issuer where absent. */
  readonly assertionAudience?: AssertionAudience;
  /** Where the registration can be read, changed and deleted. @see RFC 7592 §3 */
  readonly managementUri?: string;
  /** Absent where the secret never expires, and where there is none. @see RFC 7591 §3.2.1 */
  readonly clientSecretExpiresAt?: EpochMs;
  /** It was deleted at the server: the next sign-in registers anew. @see RFC 7592 §2.3 */
  readonly isDeleted?: boolean;
}

/**
 * The redirect URI as it is registered. Without a port for loopback unless one is insisted on: servers
 * let a native client choose it. @see RFC 8252 §7.1, §7.3
 */
export const registeredRedirectUri = ({
  redirectMethod,
  redirectPath,
  loopbackHost,
  loopbackPort,
}: Omit<ClientRegistration, 'clientId'>): string => {
  if (redirectMethod === 'private-use-scheme') return `${PRIVATE_USE_SCHEME}:${redirectPath}`;
  const port = loopbackPort === undefined ? '' : `:${loopbackPort}`;
  return `http://${loopbackHost ?? '127.0.0.1'}${port}${redirectPath}`;
};
