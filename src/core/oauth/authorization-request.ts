import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { Seconds } from '../../vocabulary/instant.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import { isReservedParameter } from '../model/reserved-parameter.ts';
import { printScope, type Scope } from '../model/scope.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Random } from '../port/system.ts';
import { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';

/** 256 bits: nobody guesses it (RFC 6749 §10.10), and as a verifier it has 43 characters (RFC 7636 §4.1). */
const RANDOM_BYTES = 32;

/** What to ask the resource owner for, and as whom. */
export interface AuthorizationRequest {
  readonly metadata: ServerMetadata;
  readonly registration: ClientRegistration;
  /** Character for character what the receiver listens on. */
  readonly redirectUri: string;
  readonly scope: Scope;
  /** The separator a provider is known to want; a space unless given. @see RFC 6749 §3.3 */
  readonly scopeSeparator?: string;
  /** The parameter that the scope goes into; `scope` where absent. Slack has `user_scope` for people. */
  readonly scopeParameter?: string;
  /** @see RFC 8707 §2 */
  readonly resource?: string;
  /** @see OpenID Connect Core 1.0 §3.1.2.1 */
  readonly prompt?: string;
  readonly loginHint?: string;
  readonly maxAge?: Seconds;
  readonly acrValues?: string;
  /** Structured permissions, checked before. @see RFC 9396 §3 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** What a provider wants on top, such as `access_type=offline`. */
  readonly extraParameters?: Readonly<Record<string, string>>;
}

/** What must be remembered to judge the response and to exchange its code; everything but the state. */
export interface PendingTransaction {
  readonly issuer: string;
  /** The server says it states `iss` in every response, so one without it is forged. RFC 9207 §2.4 */
  readonly issRequired: boolean;
  readonly redirectUri: string;
  readonly codeVerifier: Secret<'code-verifier'>;
  readonly scope: Scope;
  readonly nonce?: string;
  readonly resource?: string;
  readonly maxAge?: Seconds;
  readonly acrValues?: string;
}

/** A request that is out. Lives in memory only, for one response. */
export interface AuthorizationTransaction extends PendingTransaction {
  /** Names the transaction in the redirect; whoever keeps it keeps its hash. */
  readonly state: string;
}

/** A URL for the person's browser, and what to remember until it comes back. */
export interface BuiltAuthorizationRequest {
  readonly url: string;
  readonly transaction: AuthorizationTransaction;
}

/**
 * Makes an authorization code request with PKCE S256, a fresh `state`, and a `nonce` where `openid`
 * is asked for. The URL holds no secret: the verifier stays in the transaction.
 *
 * Fails with VK_METADATA_INCOMPLETE where the server has no authorization endpoint, and with
 * VK_INVALID_INPUT where an extra parameter is one that we set ourselves.
 * @see RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 9700 §2.1.1
 */
export const buildAuthorizationRequest = async (
  request: AuthorizationRequest,
  random: Random,
): Promise<BuiltAuthorizationRequest> => {
  const endpoint = request.metadata.authorization_endpoint;
  if (endpoint === undefined) {
    throw new ValetKeyError('VK_METADATA_INCOMPLETE', {
      fields: { member: 'authorization_endpoint' },
    });
  }
  const transaction = newTransaction(request, random);
  const parameters = await parametersOf(request, transaction);
  return { url: withParameters(endpoint, parameters), transaction };
};

const newTransaction = (
  request: AuthorizationRequest,
  random: Random,
): AuthorizationTransaction => {
  const { metadata, redirectUri, scope, resource, maxAge, acrValues } = request;
  return {
    issuer: metadata.issuer,
    issRequired: metadata.authorization_response_iss_parameter_supported === true,
    redirectUri,
    scope,
    state: random.base64url(RANDOM_BYTES),
    codeVerifier: Secret.of('code-verifier', random.base64url(RANDOM_BYTES)),
    ...(scope.includes('openid') ? { nonce: random.base64url(RANDOM_BYTES) } : {}),
    ...(resource === undefined ? {} : { resource }),
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(acrValues === undefined ? {} : { acrValues }),
  };
};

type Parameter = readonly [name: string, value: string | undefined];

/** What is the same whenever the request is made: nothing that is fresh each time, and no secret. */
export type StatedRequest = Omit<AuthorizationRequest, 'metadata' | 'redirectUri'>;

/**
 * The parameters of an authorization request that a person may read beforehand. Fails with
 * VK_INVALID_INPUT like the request itself. @see RFC 6749 §4.1.1
 */
export const statedParameters = (
  request: StatedRequest,
): readonly (readonly [name: string, value: string])[] => {
  const scope = printScope(request.scope, request.scopeSeparator);
  const parameters: readonly Parameter[] = [
    ['response_type', 'code'],
    ['client_id', request.registration.clientId],
    [request.scopeParameter ?? 'scope', scope === '' ? undefined : scope],
    ['resource', request.resource],
    ['prompt', request.prompt],
    ['login_hint', request.loginHint],
    ['max_age', request.maxAge?.toString()],
    ['acr_values', request.acrValues],
    ['authorization_details', detailsParameter(request.authorizationDetails)],
    ...extraParameters(request.extraParameters ?? {}),
  ];
  return parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
};

const parametersOf = async (
  request: AuthorizationRequest,
  transaction: AuthorizationTransaction,
): Promise<readonly Parameter[]> => [
  ...statedParameters(request),
  ['redirect_uri', request.redirectUri],
  ['state', transaction.state],
  ['nonce', transaction.nonce],
  ['code_challenge', await calculatePKCECodeChallenge(transaction.codeVerifier.expose())],
  ['code_challenge_method', 'S256'],
];

const extraParameters = (extra: Readonly<Record<string, string>>): readonly Parameter[] => {
  const entries = Object.entries(extra);
  const taken = entries.find(([name]) => isReservedParameter(name));
  if (taken === undefined) return entries;
  throw refused(taken[0], 'is set by Valet Key alone');
};

const refused = (parameter: string, why: string): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields: { parameter: foreignText(parameter), why } });

/** The endpoint's own query is kept as it is spelled; no parameter may occur twice. RFC 6749 §3.1 */
const withParameters = (endpoint: string, parameters: readonly Parameter[]): string => {
  const query = new URLSearchParams();
  const own = new URL(endpoint).searchParams;
  for (const [name, value] of parameters) {
    if (value === undefined) continue;
    if (own.has(name) || query.has(name)) throw refused(name, 'is set twice');
    query.append(name, value);
  }
  return `${endpoint}${joint(endpoint)}${query.toString()}`;
};

const joint = (endpoint: string): string => {
  if (!endpoint.includes('?')) return '?';
  return /[?&]$/.test(endpoint) ? '' : '&';
};
