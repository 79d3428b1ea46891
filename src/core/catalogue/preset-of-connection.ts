import type { Connection } from '../model/connection.ts';
import type {
  ProviderCall,
  RevocationInterface,
  TokenInfoCall,
} from '../model/provider-interface.ts';
import type { Seconds } from '../../vocabulary/instant.ts';
import { presetById, PROVIDERS } from './catalogue.ts';
import type { Preset } from './preset.ts';
import type { RevocationEffect, RevocationRules } from './provider.ts';

/** A connection, as far as it says which provider it is with. */
export type OfProvider = Pick<Connection, 'issuer' | 'options' | 'registration'>;

/** What is known of the provider behind one connection, with every address filled in. */
export interface ProviderFacts {
  readonly name: string;
  readonly kind: RevocationRules['kind'];
  readonly effect: RevocationEffect;
  readonly revocation?: RevocationInterface;
  readonly tokenInfo?: TokenInfoCall;
  /** Always https. */
  readonly grantsPage?: string;
}

/**
 * The facts of the preset that a connection was made from. Undefined without a preset, and where the
 * issuer is not one of that preset's: a token never goes to an interface of another provider.
 * @see RFC 9700 §4.4
 */
export const providerOf = (connection: OfProvider): ProviderFacts | undefined => {
  const id = connection.options?.preset;
  const preset = id === undefined ? undefined : presetById(id);
  const values = preset === undefined ? undefined : valuesIn(preset, connection.issuer);
  return preset === undefined || values === undefined
    ? undefined
    : providerFacts(preset, values, connection.registration.clientId);
};

/** How long a provider lets a login live; a tenant may have changed it. */
export interface RefreshTokenLifetime {
  /** Ends when unused for so long; each refresh restarts that time. */
  readonly idle?: Seconds;
  /** Ends so long after the sign-in, whatever happens. */
  readonly age?: Seconds;
}

/**
 * What is known of the provider behind `connection`: of its preset, and without one of whose issuer has
 * its host. For a warning and for keeping a login alive, never for a decision that one has ended.
 */
export const knownLifetime = ({
  issuer,
  options,
}: Pick<Connection, 'issuer' | 'options'>): RefreshTokenLifetime => {
  const chosen = options?.preset === undefined ? undefined : presetById(options.preset);
  const preset =
    chosen !== undefined && valuesIn(chosen, issuer) !== undefined ? chosen : presetAt(issuer);
  const { refreshTokenIdle, refreshToken } = preset?.lifetimes ?? {};
  return {
    ...(refreshTokenIdle === undefined ? {} : { idle: refreshTokenIdle }),
    ...(refreshToken === undefined ? {} : { age: refreshToken }),
  };
};

/** Hosts of issuers, and domains that one provider runs; of several presets the one with refresh tokens. */
const HOSTS: readonly (readonly [host: string, presetId: string])[] = PROVIDERS.filter(
  ({ refresh }) => refresh.value.by !== 'none',
).flatMap(({ id, server }) => {
  const [, host = ''] = /^https:\/\/([^/]+)/.exec(server.issuer.value) ?? [];
  return (host.includes('{') ? server.domains : [host]).map((one) => [one, id] as const);
});

const presetAt = (issuer: string): Preset | undefined => {
  const { hostname } = new URL(issuer);
  const [, id] = HOSTS.find(([host]) => hostname === host || hostname.endsWith(`.${host}`)) ?? [];
  return id === undefined ? undefined : presetById(id);
};

type Values = Readonly<Record<string, string>>;

const providerFacts = (preset: Preset, values: Values, clientId: string): ProviderFacts => {
  const { revocation, tokenInfo, grantsPage } = preset;
  const named = { ...values, client_id: encodeURIComponent(clientId) };
  const page = grantsPage === undefined ? undefined : fill(grantsPage, named);
  return {
    name: preset.name,
    kind: revocation.kind,
    effect: { ends: revocation.ends, apart: revocation.apart },
    ...(revocation.kind === 'own' ? { revocation: filledInterface(revocation.by, values) } : {}),
    ...(tokenInfo === undefined ? {} : { tokenInfo: filled(tokenInfo, values) }),
    ...(page?.startsWith('https://') === true && !page.includes('{') ? { grantsPage: page } : {}),
  };
};

const filledInterface = (by: RevocationInterface, values: Values): RevocationInterface =>
  Object.fromEntries(
    Object.entries(by as Record<string, ProviderCall>).map(([name, call]) => [
      name,
      filled(call, values),
    ]),
  );

const filled = <Call extends ProviderCall>(call: Call, values: Values): Call => ({
  ...call,
  url: fill(call.url, values),
});

const fill = (address: string, values: Values): string =>
  address.replace(/\{(\w+)\}/g, (braces, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? braces) : braces,
  );

/** What stands in an issuer at the place of each placeholder; undefined where it is another issuer. */
const valuesIn = ({ server }: Preset, issuer: string): Values | undefined => {
  const names: string[] = [];
  const pattern = server.issuer
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
      names.push(part.slice(1, -1));
      return '([A-Za-z0-9._:-]+)';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(issuer);
  return match === null
    ? undefined
    : Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? '']));
};
