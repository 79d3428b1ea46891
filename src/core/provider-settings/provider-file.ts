import { z } from 'zod';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { HostPolicy } from '../model/issuer.ts';
import {
  providerSettingsSchema,
  settingsFault,
  type ProviderSettings,
} from '../model/provider-settings.ts';
import { parseJsonStrictly } from '../oauth/exchange/json.ts';
import { Secret } from '../secret/secret.ts';

/** The file format we write, and the only one we read. */
export const PROVIDER_FILE_VERSION = 1;
/** In bytes; a file for two hundred providers is a quarter of it. Ask before reading. */
export const LARGEST_PROVIDER_FILE = 256 * 1024;
const MOST_PROVIDERS = 200;

/** Providers from a file, and the secrets that lay beside them, taken apart from each other. */
export interface ImportedProviders {
  readonly providers: readonly ProviderSettings[];
  /** By provider id. For the keychain, if the person agrees; never for a file. */
  readonly clientSecrets: ReadonlyMap<string, Secret<'client-secret'>>;
}

const fileShape = z.strictObject({ version: z.unknown(), providers: z.array(z.unknown()) });
const entryShape = providerSettingsSchema.extend({
  clientSecret: z.string().min(1).max(4000).exactOptional(),
});

/**
 * Reads a file of provider settings that somebody made: strict in every member, for its addresses
 * decide who gets the next refresh token. All of it is good, or none of it is taken.
 *
 * Fails with VK_INVALID_INPUT, whose fields name the rule (`why`) and the place (`member`, `provider`).
 * @see RFC 8259 §8.1, RFC 9700 §4.4
 */
export const readProviderFile = (bytes: Uint8Array, policy: HostPolicy): ImportedProviders => {
  const file = readEnvelope(decode(bytes));
  const entries = file.map((entry, index) => readEntry(entry, index, policy));
  const providers = entries.map(({ provider }) => provider);
  refuseDuplicates(providers);
  const secrets = entries.flatMap(({ provider: { id }, clientSecret }) =>
    clientSecret === undefined ? [] : [[id, clientSecret] as const],
  );
  return { providers, clientSecrets: new Map(secrets) };
};

/** The file for these providers: what {@link readProviderFile} reads back. Holds no secret. */
export const printProviderFile = (providers: readonly ProviderSettings[]): string =>
  `${JSON.stringify({ version: PROVIDER_FILE_VERSION, providers }, undefined, 2)}\n`;

/** Two providers of one id would overwrite each other; two of one client would share its tokens. */
export const refuseDuplicates = (providers: readonly ProviderSettings[]): void => {
  const seen = new Map<string, string>();
  for (const { id, issuer, clientId } of providers) {
    for (const key of [`id ${id}`, `client ${JSON.stringify([issuer, clientId])}`]) {
      const first = seen.get(key);
      if (first !== undefined) throw refusal('two providers are the same', { first, second: id });
      seen.set(key, id);
    }
  }
};

const refusal = (why: string, fields: Readonly<Record<string, string>> = {}): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields: { why, ...fields } });

/** UTF-8 without a byte order mark or NUL: what every reader of the file sees in the same way. */
const decode = (bytes: Uint8Array): string => {
  if (bytes.length > LARGEST_PROVIDER_FILE) throw refusal('larger than 256 KiB');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith('\ufeff') && !text.includes('\0')) return text;
  } catch {
    // Said below, once for all of these.
  }
  throw refusal('not UTF-8 JSON');
};

const readEnvelope = (text: string): readonly unknown[] => {
  const value = parseJsonStrictly(text, { code: 'VK_INVALID_INPUT', refuseProto: true });
  const version = z.looseObject({ version: z.unknown() }).safeParse(value).data?.version;
  if (version !== PROVIDER_FILE_VERSION) {
    throw refusal('a version we cannot read', { supported: `1 to ${PROVIDER_FILE_VERSION}` });
  }
  const file = fileShape.safeParse(value);
  if (!file.success) throw shapeRefusal(file.error);
  if (file.data.providers.length > MOST_PROVIDERS) throw refusal('more than 200 providers');
  return file.data.providers;
};

const readEntry = (
  entry: unknown,
  index: number,
  policy: HostPolicy,
): { readonly provider: ProviderSettings; readonly clientSecret?: Secret<'client-secret'> } => {
  const place = { provider: String(index + 1) };
  const read = entryShape.safeParse(entry);
  if (!read.success) throw shapeRefusal(read.error, place);
  const { clientSecret, ...provider } = read.data;
  const fault = settingsFault(provider, policy);
  if (fault !== undefined) throw refusal(fault.why, { member: fault.member, ...place });
  return clientSecret === undefined
    ? { provider }
    : { provider, clientSecret: Secret.of('client-secret', clientSecret) };
};

/** Names the member at fault, and never its value: it may be a secret in the wrong place. */
const shapeRefusal = (
  { issues }: z.ZodError,
  place: Readonly<Record<string, string>> = {},
): ValetKeyError => {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') {
    const [member = ''] = issue.keys;
    return refusal('an unknown member', { member: foreignText(member), ...place });
  }
  const member = issue?.path.join('.') ?? '';
  return refusal('missing or malformed', {
    ...(member === '' ? {} : { member: foreignText(member) }),
    ...place,
  });
};
