import type { Preset } from '../../catalogue/preset.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { parseIssuer, PUBLIC_HOSTS, type HostPolicy, type Issuer } from '../../model/issuer.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import { judgeStatedMetadata } from './metadata.ts';

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
 *
 * @see RFC 8414 §2
 */
export const resolvePreset = (
  { server }: Pick<Preset, 'server'>,
  values: Readonly<Record<string, string>> = {},
  policy: HostPolicy = PUBLIC_HOSTS,
): ResolvedServer => {
  const fill = (address: string): string =>
    address.replace(/\{(\w+)\}/g, (_braces, name: string) => filling(name, values));
  const issuer = parseIssuer(fill(server.issuer), policy);
  if (server.discovery) return { issuer };
  const endpoints = Object.entries(server.endpoints).map(
    ([name, url]) => [name, fill(url)] as const,
  );
  const stated = Object.fromEntries<string>([['issuer', issuer], ...endpoints]);
  return { issuer, metadata: judgeStatedMetadata(stated, issuer, policy) };
};

const filling = (name: string, values: Readonly<Record<string, string>>): string => {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : '';
  if (FILLING.test(value)) return value;
  throw new ValetKeyError('VK_INVALID_INPUT', { fields: { placeholder: name } });
};
