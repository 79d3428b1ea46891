import { z } from 'zod';
import {
  LOOPBACK_REDIRECT_HOSTS,
  REDIRECT_METHODS,
  TOKEN_ENDPOINT_AUTH_METHODS,
} from '../../vocabulary/oauth.ts';
import { isPathOfAnotherIssuer } from '../../vocabulary/redirect-path.ts';
import { foreignText } from '../fault/foreign-text.ts';
import {
  endpointRefusal,
  hostsOfServer,
  parseEndpoint,
  parseIssuer,
  type HostPolicy,
} from './issuer.ts';
import { isReservedParameter } from './reserved-parameter.ts';
import { isScopeToken } from './scope.ts';

const endpoint = z.string().max(2000).exactOptional();

const endpointShape = {
  authorizationEndpoint: endpoint,
  tokenEndpoint: endpoint,
  revocationEndpoint: endpoint,
  introspectionEndpoint: endpoint,
  userinfoEndpoint: endpoint,
  deviceAuthorizationEndpoint: endpoint,
  jwksUri: endpoint,
};

/**
 * A provider a person has set up: an issuer, a client registration and what to ask for. Holds no
 * secret; members are spelled as in the file that people hand to each other.
 */
export const providerSettingsSchema = z.strictObject({
  /** Also a name in the keychain and a key in a file: nothing but this alphabet. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(100),
  issuer: z.string().max(2000),
  clientId: z.string().regex(/^[\x20-\x7e]{1,400}$/),
  tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS).default('none'),
  redirectMethod: z.enum(REDIRECT_METHODS).default('loopback'),
  /** Where the client is registered with another path than its issuer's own. */
  redirectPath: z
    .string()
    .regex(/^(?:\/[\w.~/-]{0,200})?$/)
    .exactOptional(),
  loopbackHost: z.enum(LOOPBACK_REDIRECT_HOSTS).exclude(['127.0.0.1']).exactOptional(),
  loopbackPort: z.number().int().min(1024).max(65_535).exactOptional(),
  scopes: z.array(z.string().max(400)).max(200).readonly().default([]),
  resource: z.string().max(2000).exactOptional(),
  extraAuthParams: z
    .record(z.string().min(1).max(100), z.string().max(2000))
    .readonly()
    .default({}),
  ...endpointShape,
});
export type ProviderSettings = Readonly<z.infer<typeof providerSettingsSchema>>;

const ENDPOINTS = Object.keys(endpointShape) as readonly (keyof typeof endpointShape)[];

/** Which member of a provider breaks which rule. */
export interface SettingsFault {
  readonly member: string;
  readonly why: string;
}

/**
 * The first rule that well-shaped settings break, or undefined: addresses that may be used, scope
 * tokens that are some, no parameter that is ours to set, no text that shows as other text.
 * @see RFC 6749 §3.1 and §3.3, RFC 8414 §2
 */
export const settingsFault = (
  settings: ProviderSettings,
  policy: HostPolicy,
): SettingsFault | undefined =>
  faultOfName(settings) ??
  faultOfIssuer(settings, policy) ??
  faultOfRedirectPath(settings) ??
  faultOfEndpoints(settings, policy) ??
  faultOfScopes(settings) ??
  faultOfParameters(settings) ??
  faultOfResource(settings);

/** The metadata member that each endpoint stands in. @see RFC 8414 §2 */
const METADATA_NAMES = {
  authorizationEndpoint: 'authorization_endpoint',
  tokenEndpoint: 'token_endpoint',
  revocationEndpoint: 'revocation_endpoint',
  introspectionEndpoint: 'introspection_endpoint',
  userinfoEndpoint: 'userinfo_endpoint',
  deviceAuthorizationEndpoint: 'device_authorization_endpoint',
  jwksUri: 'jwks_uri',
} as const satisfies Record<keyof typeof endpointShape, string>;

/** The endpoints it states, under their names in metadata; none where they are to be discovered. */
export const endpointsOf = (
  settings: ProviderSettings,
): Readonly<Record<string, string>> | undefined => {
  if (settings.tokenEndpoint === undefined) return undefined;
  const stated = ENDPOINTS.flatMap((member) => {
    const url = settings[member];
    return url === undefined ? [] : [[METADATA_NAMES[member], url] as const];
  });
  return Object.fromEntries(stated);
};

/** Every host that would see a code, a token or a refresh token, in punycode, sorted. */
export const hostsOf = (settings: ProviderSettings): readonly string[] => {
  const urls = [settings.issuer, ...ENDPOINTS.map((member) => settings[member])];
  const hosts = urls.filter((url) => url !== undefined).map((url) => new URL(url).host);
  return [...new Set(hosts)].sort();
};

const faultOfName = ({ name }: ProviderSettings): SettingsFault | undefined =>
  foreignText(name) === name
    ? undefined
    : { member: 'name', why: 'has characters that cannot be seen' };

const faultOfIssuer = (
  { issuer }: ProviderSettings,
  policy: HostPolicy,
): SettingsFault | undefined => {
  try {
    parseIssuer(issuer, policy);
    return undefined;
  } catch {
    return { member: 'issuer', why: 'is not an issuer identifier we may use' };
  }
};

/** Codes of the issuer whose path it is would arrive in a sign-in at this one. RFC 9700 §4.4 */
const faultOfRedirectPath = ({
  redirectPath: path,
  issuer,
}: ProviderSettings): SettingsFault | undefined =>
  path !== undefined && isPathOfAnotherIssuer(path, issuer)
    ? { member: 'redirectPath', why: 'is the redirect path of another issuer' }
    : undefined;

const faultOfEndpoints = (
  settings: ProviderSettings,
  policy: HostPolicy,
): SettingsFault | undefined => {
  const hosts = hostsOfServer(settings.issuer, policy);
  for (const member of ENDPOINTS) {
    const text = settings[member];
    const url = text === undefined ? undefined : parseEndpoint(text);
    const why = typeof url === 'object' ? faultOfUrl(url, hosts) : url;
    if (why !== undefined) return { member, why };
  }
  return undefined;
};

const faultOfUrl = (url: URL, policy: HostPolicy): string | undefined =>
  endpointRefusal(url, policy) ??
  ([...url.searchParams.keys()].some(isReservedParameter)
    ? 'sets a parameter that Valet Key sets'
    : undefined);

const faultOfScopes = ({ scopes }: ProviderSettings): SettingsFault | undefined =>
  scopes.every(isScopeToken)
    ? undefined
    : { member: 'scopes', why: 'holds what is no scope token' };

const faultOfParameters = ({ extraAuthParams }: ProviderSettings): SettingsFault | undefined => {
  const taken = Object.keys(extraAuthParams).find(isReservedParameter);
  return taken === undefined
    ? undefined
    : { member: 'extraAuthParams', why: `sets ${foreignText(taken)}, which Valet Key sets` };
};

/** An absolute URI without a fragment, of any scheme. @see RFC 8707 §2 */
const faultOfResource = ({ resource }: ProviderSettings): SettingsFault | undefined =>
  resource === undefined ||
  (/^[\x21-\x7e]+$/.test(resource) && URL.canParse(resource) && !resource.includes('#'))
    ? undefined
    : { member: 'resource', why: 'is not an absolute URI without a fragment' };
