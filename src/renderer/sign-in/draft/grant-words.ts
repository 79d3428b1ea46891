import type { AuthMethod, EndpointName, GrantKind } from './vocabulary.ts';

/** What a grant is for, and what it is called where it is specified. */
export interface GrantWords {
  readonly label: string;
  readonly hint: string;
  readonly spec: string;
  /** What the button that starts it says. */
  readonly action: string;
}

const words = (label: string, hint: string, spec: string, action: string): GrantWords => ({
  label,
  hint,
  spec,
  action,
});

/** Every grant a person may choose, the usual one first. */
export const GRANT_WORDS: Readonly<Record<GrantKind, GrantWords>> = {
  authorization_code: words(
    'Authorization code',
    'You sign in, in your own browser. With PKCE, always. Right for nearly everything.',
    'RFC 6749 §4.1',
    'Continue in browser',
  ),
  'urn:ietf:params:oauth:grant-type:device_code': words(
    'Device code',
    'You type a short code at a page, on any device. No redirect is needed.',
    'RFC 8628',
    'Get a code',
  ),
  client_credentials: words(
    'Client credentials',
    'The program signs in as itself, for nobody. Needs a secret or a key.',
    'RFC 6749 §4.4',
    'Get a token',
  ),
  refresh_token: words(
    'A refresh token I have',
    'Take over a grant that another program of yours has obtained.',
    'RFC 6749 §6',
    'Get a token',
  ),
  'urn:ietf:params:oauth:grant-type:token-exchange': words(
    'Token exchange',
    'Trade the access token of a connection for one that fits elsewhere.',
    'RFC 8693',
    'Get a token',
  ),
  'urn:ietf:params:oauth:grant-type:jwt-bearer': words(
    'Signed assertion',
    'Hand in a JWT that someone the server trusts has signed.',
    'RFC 7523 §2.1',
    'Get a token',
  ),
  password: words(
    'Password',
    'Gives your password to this program. Only for old servers that offer nothing else.',
    'RFC 6749 §4.3',
    'Send password, get a token',
  ),
};

export const GRANTS = Object.keys(GRANT_WORDS) as readonly GrantKind[];

/** How a client proves that it is the one that was registered. */
export const AUTH_WORDS: Readonly<Record<AuthMethod, { label: string; hint: string }>> = {
  none: { label: 'Public client', hint: 'No secret. Right for a program on a desktop.' },
  client_secret_basic: { label: 'Secret in the header', hint: 'client_secret_basic' },
  client_secret_post: { label: 'Secret in the body', hint: 'client_secret_post' },
  private_key_jwt: { label: 'Private key', hint: 'private_key_jwt (RFC 7523)' },
};

/** What is different where the client is registered for the sign-in; the server has the last word. */
export const REGISTERED_AUTH_HINT: Readonly<Partial<Record<AuthMethod, string>>> = {
  client_secret_basic: 'The server makes the secret (client_secret_basic)',
  client_secret_post: 'The server makes the secret (client_secret_post)',
  private_key_jwt: 'Its public half is registered (RFC 7523)',
};

/** Whom client assertions may name. @see RFC 7523 §3 */
export const AUDIENCES = [
  { value: 'issuer', label: 'The issuer', hint: 'What current rules ask for.' },
  {
    value: 'token-endpoint',
    label: 'The token endpoint',
    hint: 'For servers that refuse the issuer.',
  },
] as const;

export const AUTH_METHODS = Object.keys(AUTH_WORDS) as readonly AuthMethod[];

/** What each endpoint that a person may state is called in a form. */
export const ENDPOINT_WORDS: Readonly<Record<EndpointName, string>> = {
  authorization_endpoint: 'Authorization endpoint',
  token_endpoint: 'Token endpoint',
  device_authorization_endpoint: 'Device authorization endpoint',
  revocation_endpoint: 'Revocation endpoint',
  userinfo_endpoint: 'Userinfo endpoint',
  introspection_endpoint: 'Introspection endpoint',
  jwks_uri: 'Key set (JWKS)',
};
