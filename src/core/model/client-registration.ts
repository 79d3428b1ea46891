/** How the client proves itself at the token endpoint. @see RFC 7591 §2 `token_endpoint_auth_method` */
export type TokenEndpointAuthMethod =
  'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';

/** The path of our redirect URIs, unless a registration states another. @see RFC 8252 §7 */
export const REDIRECT_PATH = '/oauth2/callback';

/** Where the authorization response comes back to. @see RFC 8252 §7 */
export type RedirectMethod = 'loopback' | 'private-use-scheme';

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
}
