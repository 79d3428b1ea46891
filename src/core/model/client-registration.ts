import type { EpochMs } from '../../vocabulary/instant.ts';
import {
  type AssertionAudience,
  LOOPBACK_REDIRECT_URI,
  type LoopbackRedirectHost,
  type RedirectMethod,
  type TokenEndpointAuthMethod,
} from '../../vocabulary/oauth.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import type { Connection } from './connection.ts';

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
  /**
   * Path of the redirect URI: after the port for loopback, after the scheme otherwise. Starts with `/`;
   * empty where a registration without a path has to be met to the letter.
   */
  readonly redirectPath: string;
  /** `127.0.0.1` where absent; others for servers and registrations that insist. @see RFC 8252 §8.3 */
  readonly loopbackHost?: Exclude<LoopbackRedirectHost, '127.0.0.1'>;
  /** Only for servers that insist on one registered port. A free port otherwise. */
  readonly loopbackPort?: number;
  /** Whom `private_key_jwt` assertions are for; the issuer where absent. */
  readonly assertionAudience?: AssertionAudience;
  /** We asked the server for it, and may ask for another one. @see RFC 7591 §3 */
  readonly isOurs?: boolean;
  /** Where the registration can be read, changed and deleted. @see RFC 7592 §3 */
  readonly managementUri?: string;
  /** Absent where the secret never expires, and where there is none. @see RFC 7591 §3.2.1 */
  readonly clientSecretExpiresAt?: EpochMs;
  /** It was deleted at the server: the next sign-in registers another client. @see RFC 7592 §2.3 */
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

/** The ports that a program without privileges may open. */
const LOWEST_PORT = 1024;
const HIGHEST_PORT = 65_535;

/** What of a registration its redirect URI decides. */
export type StatedRedirect = Pick<
  ClientRegistration,
  'redirectMethod' | 'redirectPath' | 'loopbackHost' | 'loopbackPort'
>;

/**
 * Reads a loopback redirect URI that somebody else has registered; without a port, any is used. Fails
 * with VK_REDIRECT_URI_INVALID, whose field `why` names the rule. @see RFC 8252 §7.3
 */
export const parseLoopbackRedirect = (text: string): StatedRedirect => {
  const { host, port, path = '' } = LOOPBACK_REDIRECT_URI.exec(text)?.groups ?? {};
  if (host === undefined) throw invalidRedirect(text, 'is no http:// address of this machine');
  const loopbackPort = port === undefined ? {} : { loopbackPort: Number(port) };
  if (!isOpenable(loopbackPort)) throw invalidRedirect(text, 'has a port that cannot be opened');
  return {
    redirectMethod: 'loopback',
    redirectPath: path,
    ...(host === 'localhost' || host === '[::1]' ? { loopbackHost: host } : {}),
    ...loopbackPort,
  };
};

const isOpenable = ({ loopbackPort = LOWEST_PORT }: Pick<StatedRedirect, 'loopbackPort'>) =>
  loopbackPort >= LOWEST_PORT && loopbackPort <= HIGHEST_PORT;

const invalidRedirect = (text: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_REDIRECT_URI_INVALID', { fields: { redirectUri: foreignText(text), why } });

/** Where on this machine the redirects of a loopback registration arrive. @see RFC 8252 §7.3 */
export const redirectPlace = ({
  redirectPath: path,
  loopbackPort: port,
  loopbackHost: host,
}: ClientRegistration) => ({
  path,
  ...(port === undefined ? {} : { port }),
  ...(host === undefined ? {} : { host }),
});

/**
 * The redirect URI to register in place of a connection's own, or undefined where that one does: it has no
 * redirect, its path is its issuer's alone, or its server says in each response who answers (RFC 9207).
 * Where none of it is so, a malicious server with the same path could have this one's code brought to it.
 * @see RFC 9700 §4.4.2
 */
export const saferRedirectUri = ({
  issuer,
  grantType,
  registration,
  metadata,
}: Pick<Connection, 'issuer' | 'grantType' | 'registration' | 'metadata'>): string | undefined => {
  const redirectPath = redirectPathOf(issuer);
  const isSafe =
    grantType !== 'authorization_code' ||
    registration.redirectPath === redirectPath ||
    metadata.authorization_response_iss_parameter_supported === true;
  return isSafe ? undefined : registeredRedirectUri({ ...registration, redirectPath });
};
