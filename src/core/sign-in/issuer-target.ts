import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';
import {
  type ClientRegistration,
  parseLoopbackRedirect,
  type StatedRedirect,
} from '../model/client-registration.ts';
import type { ConnectionOptions } from '../model/connection.ts';
import {
  type HostPolicy,
  type Issuer,
  LOOPBACK_HOSTS,
  parseIssuer,
  PUBLIC_HOSTS,
} from '../model/issuer.ts';
import { malformedTokens, parseScope, type Scope } from '../model/scope.ts';
import { presetById } from '../catalogue/catalogue.ts';
import type { Preset } from '../catalogue/preset.ts';
import { FIXED_PORT } from '../catalogue/provider.ts';
import { parseAuthorizationDetails } from '../oauth/authorization-details.ts';
import { judgeStatedMetadata, resolvePreset } from '../oauth/discovery/metadata.ts';
import { Secret } from '../secret/secret.ts';
import type { Credentials } from '../connection/credentials.ts';
import type { SignInTarget } from './sign-in.ts';
import type { GrantRequest, SignInRequest } from '../../contract/sign-in.ts';
import { seconds } from '../../vocabulary/instant.ts';
import { isPathOfAnotherIssuer, redirectPathOf } from '../../vocabulary/redirect-path.ts';

type IssuerRequest = Extract<SignInRequest, { readonly kind: 'issuer' }>;

/**
 * What a sign-in to a stated issuer needs. Fails with VK_ISSUER_INVALID, VK_REDIRECT_URI_INVALID or
 * VK_INVALID_INPUT before anything is sent; secrets are wrapped here and travel no further as text.
 */
export const issuerTarget = (request: IssuerRequest): SignInTarget => {
  const policy = request.allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
  const preset = requirePreset(request.preset);
  const server = serverOf(request, preset, policy);
  const options = optionsOf(request, preset);
  return {
    ...server,
    allowLoopback: request.allowLoopback,
    registration: registrationOf(request, server.issuer, preset),
    ...registerMember(request),
    credentials: credentialsOf(request),
    grant: grantOf(request.grant),
    scope: requireScope(request.scope),
    ...(options === undefined ? {} : { options }),
    ...(request.resource === undefined ? {} : { resource: requireResource(request.resource) }),
    ...(request.label === undefined ? {} : { label: foreignText(request.label) }),
  };
};

const registrationOf = (
  request: IssuerRequest,
  issuer: Issuer,
  preset: Preset | undefined,
): ClientRegistration => ({
  clientId: request.register === undefined ? requireClientId(request) : '',
  tokenEndpointAuthMethod:
    request.tokenEndpointAuthMethod ??
    preset?.tokenEndpointAuthMethod ??
    (request.clientSecret === undefined ? 'none' : 'client_secret_basic'),
  ...redirectOf(request, issuer, preset),
  ...(request.assertionAudience === 'token-endpoint'
    ? { assertionAudience: request.assertionAudience }
    : {}),
});

/**
 * The redirect that a person has stated, or ours. Fails with VK_REDIRECT_URI_INVALID, also for a path at
 * which the answers of another issuer arrive. RFC 9700 §4.4
 */
const redirectOf = (
  { redirectMethod, redirectUri }: IssuerRequest,
  issuer: Issuer,
  preset: Preset | undefined,
): StatedRedirect => {
  if (redirectUri === undefined) {
    const redirectPath = redirectPathOf(issuer);
    return { redirectMethod, redirectPath, ...(preset === undefined ? {} : loopbackOf(preset)) };
  }
  const stated = parseLoopbackRedirect(redirectUri);
  if (!isPathOfAnotherIssuer(stated.redirectPath, issuer)) return stated;
  throw new ValetKeyError('VK_REDIRECT_URI_INVALID', {
    fields: { redirectUri: foreignText(redirectUri), why: 'is that of another issuer' },
  });
};

/** The port and host a provider's registration insists on, where it does. */
const loopbackOf = ({ redirect }: Preset) => ({
  ...(redirect.port === 'exact' ? { loopbackPort: FIXED_PORT } : {}),
  ...(redirect.hosts[0] === 'localhost' || redirect.hosts[0] === '[::1]'
    ? { loopbackHost: redirect.hosts[0] }
    : {}),
});

const requireClientId = ({ clientId }: IssuerRequest): string => {
  if (clientId !== undefined) return clientId;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'clientId' } });
};

const registerMember = ({ register }: IssuerRequest): Pick<SignInTarget, 'register'> => {
  if (register === undefined) return {};
  const { initialAccessToken: text } = register;
  if (text === undefined) return { register: {} };
  return { register: { initialAccessToken: Secret.of('registration-token', text) } };
};

/** Wraps the secrets of a request. */
export const credentialsOf = ({
  clientSecret,
  privateKey,
}: Pick<IssuerRequest, 'clientSecret' | 'privateKey'>): Credentials => ({
  ...(clientSecret === undefined ? {} : { clientSecret: Secret.of('client-secret', clientSecret) }),
  ...(privateKey === undefined ? {} : { privateKey: Secret.of('private-key', privateKey) }),
});

const optionsOf = (
  request: IssuerRequest,
  preset: Preset | undefined,
): ConnectionOptions | undefined => {
  const { usesPushedRequests, usesSignedRequests, usesDpop } = request;
  const extraParameters = { ...presetParameters(preset), ...request.extraParameters };
  const options = {
    ...(Object.keys(extraParameters).length === 0 ? {} : { extraParameters }),
    ...(usesPushedRequests === true ? { usesPushedRequests } : {}),
    ...(usesSignedRequests === true ? { usesSignedRequests } : {}),
    ...detailsOf(request),
    ...(usesDpop === true ? { usesDpop } : {}),
    ...(preset === undefined ? {} : presetOptions(preset)),
  };
  return Object.keys(options).length === 0 ? undefined : options;
};

/** Fails with VK_INVALID_INPUT, whose field `member` is the place in what was typed. */
const detailsOf = ({
  authorizationDetails: text,
}: IssuerRequest): Pick<ConnectionOptions, 'authorizationDetails'> => {
  if (text === undefined) return {};
  try {
    return { authorizationDetails: parseAuthorizationDetails(text) };
  } catch (cause) {
    const fields = isValetKeyError(cause) ? cause.fields : {};
    throw new ValetKeyError('VK_INVALID_INPUT', {
      fields: { ...fields, field: 'authorizationDetails' },
    });
  }
};

const presetOptions = ({ id, scopeSeparator, tokenResponse }: Preset): ConnectionOptions => ({
  preset: id,
  ...(scopeSeparator === ' ' ? {} : { scopeSeparator }),
  ...(Object.keys(tokenResponse).length === 0 ? {} : { quirks: tokenResponse }),
});

/** What a provider wants on top, and the parameter that asks it for a refresh token. */
const presetParameters = (preset: Preset | undefined): Readonly<Record<string, string>> => {
  if (preset === undefined) return {};
  const { by, ask } = preset.refresh;
  const [name, value] = by === 'parameter' ? (ask ?? '').split('=') : [];
  const asking = name === undefined || value === undefined ? {} : { [name]: value };
  return { ...preset.extraParameters, ...asking };
};

const requirePreset = (id: string | undefined): Preset | undefined => {
  const preset = id === undefined ? undefined : presetById(id);
  if (id === undefined || preset !== undefined) return preset;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'preset' } });
};

/** The server of a preset, or the one a person stated; typed endpoints are judged like published ones. */
const serverOf = (
  { issuer: stated, presetValues, endpoints }: IssuerRequest,
  preset: Preset | undefined,
  policy: HostPolicy,
): Pick<SignInTarget, 'issuer' | 'metadata'> => {
  if (preset !== undefined) {
    const { issuer, metadata } = resolvePreset(preset, presetValues, policy);
    return metadata === undefined ? { issuer } : { issuer, metadata };
  }
  const issuer = parseIssuer(stated, policy);
  if (endpoints === undefined) return { issuer };
  return { issuer, metadata: judgeStatedMetadata({ issuer, ...endpoints }, issuer, policy) };
};

/** The scope a person typed. Fails with VK_INVALID_INPUT where a token breaks the grammar. @see RFC 6749 §3.3 */
export const requireScope = (text: string): Scope => {
  const scope = parseScope(text, /\s+/);
  const [odd] = malformedTokens(scope);
  if (odd === undefined) return scope;
  const token = foreignText(odd);
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'scope', token } });
};

/** An absolute URI without a fragment. @see RFC 8707 §2 */
const requireResource = (text: string): string => {
  if (URL.canParse(text) && !text.includes('#')) return text;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'resource' } });
};

/** A token exchange gets its subject token later: asking for it takes time. */
export const grantOf = (grant: GrantRequest | undefined): SignInTarget['grant'] => {
  if (grant === undefined) return { kind: 'authorization_code' };
  switch (grant.kind) {
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return { kind: 'authorization_code' };
    case 'authorization_code': {
      const { kind, maxAge, ...texts } = grant;
      const given = Object.entries(texts).filter(([, value]) => value !== undefined);
      return {
        kind,
        ...Object.fromEntries(given),
        ...(maxAge === undefined ? {} : { maxAge: seconds(maxAge) }),
      };
    }
    case 'password': {
      const { kind, username, password } = grant;
      return { kind, username, password: Secret.of('password', password) };
    }
    case 'refresh_token':
      return { kind: grant.kind, refreshToken: Secret.of('refresh-token', grant.refreshToken) };
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return { kind: grant.kind, assertion: Secret.of('assertion', grant.assertion) };
    default:
      return grant;
  }
};
