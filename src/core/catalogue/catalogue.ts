import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import { parseIssuer, PUBLIC_HOSTS, type HostPolicy, type Issuer } from '../model/issuer.ts';
import type { ServerMetadata } from '../model/server-metadata.ts';
import { judgeMetadata } from '../oauth/discovery/metadata.ts';
import { DEVELOPER_PLATFORMS } from './provider/developer-platforms.ts';
import { IDENTITY_SERVERS } from './provider/identity-servers.ts';
import { OFFICE } from './provider/office.ts';
import type { Preset } from './preset.ts';
import { SOCIAL } from './provider/social.ts';

/** Every preset, by name. */
export const PRESETS: readonly Preset[] = [
  ...DEVELOPER_PLATFORMS,
  ...OFFICE,
  ...IDENTITY_SERVERS,
  ...SOCIAL,
].toSorted((one, other) => one.name.localeCompare(other.name, 'en'));

/** The preset of that id. */
export const presetById = (id: string): Preset | undefined => PRESETS.find((one) => one.id === id);

/**
 * Whether a refresh of this connection ends the access token before it at once, copies and all. Then
 * refresh late rather than early, and say so. @see RFC 6749 §6
 */
export const endsOldAccessToken = ({ options }: Pick<Connection, 'options'>): boolean =>
  options?.preset !== undefined && presetById(options.preset)?.refresh.endsOldAccessToken === true;

/** A preset's server with its placeholders filled in; `metadata` where it cannot be discovered. */
export interface ResolvedServer {
  readonly issuer: Issuer;
  readonly metadata?: ServerMetadata;
}

/** A host with an optional port, or one path segment: nothing that could change the address's shape. */
const FILLING = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/;

/**
 * Fills a preset's placeholders with what the person typed. The result is judged like every other
 * address. Fails with VK_INVALID_INPUT (field `placeholder`), VK_ISSUER_INVALID or a metadata code.
 */
export const resolvePreset = (
  { server }: Preset,
  values: Readonly<Record<string, string>> = {},
  policy: HostPolicy = PUBLIC_HOSTS,
): ResolvedServer => {
  const fill = (address: string): string =>
    address.replace(/\{(\w+)\}/g, (_braces, name: string) => filling(name, values));
  const issuer = parseIssuer(fill(server.issuer), policy);
  const endpoints = Object.entries(server.endpoints).map(([name, url]) => [name, fill(url)]);
  return {
    issuer,
    ...(server.discovery
      ? {}
      : {
          metadata: judgeMetadata({ issuer, ...Object.fromEntries(endpoints) }, issuer, policy)
            .metadata,
        }),
  };
};

const filling = (name: string, values: Readonly<Record<string, string>>): string => {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : '';
  if (FILLING.test(value)) return value;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { placeholder: name } });
};
