import type { DPoPHandle } from 'oauth4webapi';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { Connection, ConnectionOptions } from '../model/connection.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import type { Clock } from '../port/system.ts';
import type { Http } from '../port/http.ts';
import type { SecretStore } from './secret-store.ts';
import { presetById } from '../catalogue/catalogue.ts';
import { importClientKey } from '../oauth/client/client-key.ts';
import { dpopHandle, importDpopKey } from '../oauth/client/dpop.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { withDialect, type Dialect } from '../oauth/exchange/provider-dialect.ts';
import type { ServerClocks } from './server-clocks.ts';
import { readCredentials, type Credentials } from './credentials.ts';

/** Everything an exchange is made of but the port and the time. */
export interface ExchangeParts {
  readonly metadata: ServerMetadata;
  readonly registration: ClientRegistration;
  readonly allowLoopback: boolean;
  readonly options?: ConnectionOptions;
  /** Of the last authorization request. */
  readonly redirectUri?: string;
  readonly credentials: Credentials;
  readonly dpop?: DPoPHandle;
  readonly signal?: AbortSignal;
}

/** Puts an exchange together. Fails with VK_INVALID_INPUT where the private key cannot be read. */
export const makeExchange = async (
  http: Http,
  clock: Pick<Clock, 'now'>,
  {
    metadata,
    registration,
    allowLoopback,
    options,
    redirectUri,
    credentials,
    dpop,
    signal,
  }: ExchangeParts,
  serverClocks?: Pick<ServerClocks, 'aheadOf'>,
): Promise<Exchange> => {
  const { clientSecret, privateKey } = credentials;
  const dialect = dialectOf(options?.preset, redirectUri);
  return {
    http: dialect === undefined ? http : withDialect(dialect, metadata.token_endpoint, http),
    metadata,
    registration,
    allowLoopback,
    now: clock.now(),
    serverAhead: () => serverClocks?.aheadOf(clockAddress(metadata)),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(privateKey === undefined ? {} : { privateKey: await importClientKey(privateKey) }),
    ...(options?.quirks === undefined ? {} : { quirks: options.quirks }),
    ...(dpop === undefined ? {} : { dpop }),
    ...(signal === undefined ? {} : { signal }),
  };
};

const dialectOf = (
  id: string | undefined,
  redirectUri: string | undefined,
): Dialect | undefined => {
  const preset = id === undefined ? undefined : presetById(id);
  if (preset === undefined) return undefined;
  const { withCode, repeatsRedirectUri } = preset.refresh;
  return { ...preset, withCode, ...(repeatsRedirectUri === true ? { redirectUri } : {}) };
};

/** The address whose server's clock counts for what is sent to this authorization server. */
export const clockAddress = ({ token_endpoint, issuer }: ServerMetadata): string =>
  token_endpoint ?? issuer;

export interface ExchangesPorts {
  readonly secrets: Pick<SecretStore, 'readSecret'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly serverClocks?: Pick<ServerClocks, 'aheadOf'>;
  readonly httpFor: (flow: string) => Http;
}

/** The exchange of a connection that is kept, with its credentials read from the keychain. */
export type ExchangeFor = (connection: Connection) => Promise<Exchange>;

export interface Exchanges {
  readonly exchangeFor: ExchangeFor;
  /** Forgets the keys that tokens are bound to, and the servers' nonces with them. */
  readonly forgetKeys: () => void;
}

/** Needs nothing from the keychain, so asks it nothing: a public client without a bound key. */
const isPlain = ({ registration, options }: Connection): boolean =>
  registration.tokenEndpointAuthMethod === 'none' && options?.usesDpop !== true;

/** Creates the maker. Keeps one DPoP handle per connection, because a handle remembers nonces. */
export const createExchanges = ({
  secrets,
  clock,
  serverClocks,
  httpFor,
}: ExchangesPorts): Exchanges => {
  const handles = new Map<ConnectionId, DPoPHandle>();
  const handleFor = async ({ id, metadata }: Connection, { dpopKey }: Credentials) => {
    const held = handles.get(id);
    if (held !== undefined || dpopKey === undefined) return held;
    const made = dpopHandle(await importDpopKey(dpopKey), () =>
      serverClocks?.aheadOf(clockAddress(metadata)),
    );
    handles.set(id, made);
    return made;
  };
  return {
    async exchangeFor(connection) {
      const { id } = connection;
      const credentials = isPlain(connection) ? {} : await readCredentials(secrets, id);
      const dpop = await handleFor(connection, credentials);
      const parts = { ...connection, credentials, ...(dpop === undefined ? {} : { dpop }) };
      return makeExchange(httpFor(id), clock, parts, serverClocks);
    },
    forgetKeys: () => handles.clear(),
  };
};
