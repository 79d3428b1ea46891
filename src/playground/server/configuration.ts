import { errors, type Client, type Configuration, type ResourceServer } from 'oidc-provider';
import type { PlaygroundTokenFormat } from '../../vocabulary/oauth.ts';
import { accountClaims, CLAIMS_BY_SCOPE, findAccount } from './accounts.ts';
import { richAuthorizationRequests } from './authorization-details.ts';
import { PLAYGROUND_CLIENTS } from './clients.ts';
import {
  renderDeviceConfirmation,
  renderDeviceDone,
  renderDeviceInput,
  renderFailure,
  renderLogout,
  renderSignedOut,
} from './page/library-pages.ts';
import type { RecordStore } from './record-store.ts';
import { ALL_SCOPES, SCOPE_CATALOGUE } from './scope-catalogue.ts';
import { storeAdapter, type ReadRecord } from './store-adapter.ts';

/** What a person may change while the playground runs. */
export interface PlaygroundSettings {
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly accessTokenFormat: PlaygroundTokenFormat;
}

/** Short enough to watch a token being refreshed, long enough to use one yourself. */
export const DEFAULT_SETTINGS: PlaygroundSettings = {
  accessTokenLifetime: 300,
  accessTokenFormat: 'jwt',
};

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Seconds. A grant must outlive every refresh token rotated under it. */
const LIFETIMES = {
  AuthorizationCode: MINUTE,
  DeviceCode: 10 * MINUTE,
  Grant: 365 * DAY,
  IdToken: 60 * MINUTE,
  Interaction: 30 * MINUTE,
  RefreshToken: 90 * DAY,
  Session: 60 * MINUTE,
} as const;

export interface ConfigurationInput {
  readonly issuer: string;
  readonly store: RecordStore;
  readonly cookieKey: string;
  readonly settings: () => PlaygroundSettings;
  /** Makes the nonces for DPoP proofs; 32 bytes. @see RFC 9449 §8 */
  readonly nonceSecret: Buffer;
  readonly requireDpopNonce: () => boolean;
  readonly rotateRefreshToken: () => boolean;
  readonly readRecord?: ReadRecord;
}

/** The identifier of the protected API, which an access token is for unless another is asked for. @see RFC 8707 §2 */
export const apiResource = (issuer: string): string => `${issuer}/api`;

/** The identifier of the MCP server. */
export const mcpResource = (issuer: string): string => `${issuer}/mcp`;

const describeResource = (settings: PlaygroundSettings, resource: string): ResourceServer => ({
  scope: ALL_SCOPES,
  audience: resource,
  accessTokenTTL: settings.accessTokenLifetime,
  accessTokenFormat: settings.accessTokenFormat,
  jwt: { sign: { alg: 'ES256' } },
});

interface Issued {
  readonly clientId?: string | undefined;
}

const resourceIndicators = ({ issuer, settings }: ConfigurationInput) => ({
  enabled: true,
  defaultResource: () => apiResource(issuer),
  useGrantedResource: () => true,
  getResourceServerInfo: (_ctx: unknown, resource: string) => {
    if (![apiResource(issuer), mcpResource(issuer)].includes(resource)) {
      throw new errors.InvalidTarget();
    }
    return describeResource(settings(), resource);
  },
});

/** Whoever has a secret may ask about any token, a public client about its own. @see RFC 7662 §2.1 */
const mayIntrospect = (_ctx: unknown, client: Client, token: Issued): boolean =>
  client.clientAuthMethod !== 'none' || token.clientId === client.clientId;

/** @see RFC 7009 §2.1 */
const mayRevoke = (_ctx: unknown, client: Client, token: Issued): boolean => {
  if (token.clientId === client.clientId) return true;
  throw new errors.InvalidRequest('the token was not issued to this client');
};

const features = (input: ConfigurationInput) => ({
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  deviceFlow: {
    enabled: true,
    userCodeInputSource: renderDeviceInput,
    userCodeConfirmSource: renderDeviceConfirmation,
    successSource: renderDeviceDone,
  },
  dPoP: { enabled: true, nonceSecret: input.nonceSecret, requireNonce: input.requireDpopNonce },
  introspection: { enabled: true, allowedPolicy: mayIntrospect },
  pushedAuthorizationRequests: { enabled: true },
  registration: { enabled: true },
  registrationManagement: { enabled: true },
  requestObjects: { enabled: true },
  richAuthorizationRequests,
  resourceIndicators: resourceIndicators(input),
  revocation: { enabled: true, allowedPolicy: mayRevoke },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: renderLogout,
    postLogoutSuccessSource: renderSignedOut,
  },
  userinfo: { enabled: true },
});

const lookUpAccount: Configuration['findAccount'] = (_ctx, sub) => {
  const account = findAccount(sub);
  return account && { accountId: sub, claims: () => accountClaims(account) };
};

/** How oidc-provider must behave to be the playground. */
export const playgroundConfiguration = (input: ConfigurationInput): Configuration => ({
  adapter: storeAdapter(input.store, input.readRecord),
  claims: { ...CLAIMS_BY_SCOPE },
  clients: [...PLAYGROUND_CLIENTS],
  conformIdTokenClaims: false,
  cookies: { keys: [input.cookieKey] },
  // A refresh token must live on when the browser forgets the sign-in.
  expiresWithSession: () => false,
  features: features(input),
  findAccount: lookUpAccount,
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  jwks: { keys: [...input.store.keys] },
  pkce: { required: () => true },
  renderError: renderFailure,
  responseTypes: ['code'],
  rotateRefreshToken: input.rotateRefreshToken,
  routes: { userinfo: '/api/userinfo' },
  scopes: SCOPE_CATALOGUE.map(({ scope }) => scope),
  ttl: {
    ...LIFETIMES,
    AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 60,
    ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 60,
  },
});
