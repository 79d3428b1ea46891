import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Connection } from '../model/connection.ts';
import { isSameIssuer } from '../model/issuer.ts';
import { hostsOf, type ProviderSettings } from '../model/provider-settings.ts';
import type { ProviderStore } from '../port/stores.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import { refuseDuplicates, type ImportedProviders } from './provider-file.ts';

/** Which hosts a provider would speak to that it did not before, and the other way round. */
export interface HostDiff {
  readonly id: string;
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Hosts that stay. */
  readonly kept: readonly string[];
  /** Connections of its client that are frozen, because it would speak to other hosts than they do. */
  readonly frozen: readonly ConnectionId[];
}

/** What an import would do; nothing has happened yet. */
export interface ImportPlan {
  /** New ones, with every host in `added`. */
  readonly added: readonly HostDiff[];
  /** Known ones with other settings. Those whose hosts differ need a new sign-in before any refresh. */
  readonly changed: readonly HostDiff[];
  readonly unchanged: readonly string[];
  /** Ids of providers whose file held a client secret. */
  readonly withSecret: readonly string[];
  /** All providers as they would be afterwards. */
  readonly result: readonly ProviderSettings[];
}

/**
 * Compares an import with what is there, host by host, for the person to confirm: whoever can change
 * a token endpoint gets the next refresh token. Providers the file does not name stay as they are.
 *
 * Fails with VK_INVALID_INPUT where a new provider is an existing one under another id.
 * @see RFC 9700 §4.4
 */
export const planImport = (
  { providers, clientSecrets }: ImportedProviders,
  existing: readonly ProviderSettings[],
  connections: readonly Connection[] = [],
): ImportPlan => {
  const before = new Map(existing.map((one) => [one.id, one]));
  const after = new Map([...existing, ...providers].map((one) => [one.id, one]));
  const result = [...after.values()];
  refuseDuplicates(result);
  const isSame = (one: ProviderSettings): boolean => print(before.get(one.id)) === print(one);
  return {
    added: providers
      .filter(({ id }) => !before.has(id))
      .map((one) => diff(undefined, one, connections)),
    changed: providers
      .filter((one) => before.has(one.id) && !isSame(one))
      .map((one) => diff(before.get(one.id), one, connections)),
    unchanged: providers.filter(isSame).map(({ id }) => id),
    withSecret: [...clientSecrets.keys()],
    result,
  };
};

const diff = (
  before: ProviderSettings | undefined,
  after: ProviderSettings,
  connections: readonly Connection[],
): HostDiff => {
  const [old, now] = [before === undefined ? [] : hostsOf(before), hostsOf(after)];
  const theirs = connections.filter((one) => belongsTo(one, before ?? after));
  return {
    id: after.id,
    name: after.name,
    added: now.filter((host) => !old.includes(host)),
    removed: old.filter((host) => !now.includes(host)),
    kept: now.filter((host) => old.includes(host)),
    frozen: theirs.filter((one) => speaksElsewhere(one, after)).map(({ id }) => id),
  };
};

const belongsTo = ({ issuer, registration }: Connection, settings: ProviderSettings): boolean =>
  isSameIssuer(issuer, settings.issuer) && registration.clientId === settings.clientId;

/** Whether the provider names a host that this connection has never spoken to. */
const speaksElsewhere = ({ issuer, metadata }: Connection, settings: ProviderSettings): boolean => {
  const values: readonly unknown[] = Object.values(metadata);
  const texts = [issuer, ...values].filter((one) => typeof one === 'string');
  const hosts = new Set(texts.filter((one) => URL.canParse(one)).map((one) => new URL(one).host));
  return hostsOf(settings).some((host) => !hosts.has(host));
};

/** Members in one order: the order in a file means nothing. */
const print = (settings: ProviderSettings | undefined): string =>
  JSON.stringify(settings, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

export interface ImportProvidersPorts {
  readonly providers: ProviderStore;
  readonly secrets: Pick<SecretStore, 'writeSecret' | 'deleteSecret'>;
  /** Keeps a connection from sending anything until the person has signed in again. */
  readonly freeze: (id: ConnectionId) => Promise<void>;
}

/** The keychain's name for a provider's client secret. */
export const providerSecretName = (id: string): string => `provider-${id}`;

/**
 * Does what a person has confirmed, in an order in which no end of the program leaves new hosts with an
 * old secret or with a connection that is not frozen: connections whose hosts differ are frozen, and
 * secrets that were kept for other hosts deleted; then come the settings, all at once; then, if the
 * person wants them, the secrets, each into the keychain. The same import again completes one that was
 * cut off.
 *
 * Fails with VK_RECORD_NOT_WRITTEN where the settings cannot be written, and then nothing has changed; or
 * with a keychain code: before the settings where an old secret cannot be deleted, else after them.
 * @see RFC 9700 §4.4
 */
export const importProviders =
  ({ providers, secrets, freeze }: ImportProvidersPorts) =>
  async (
    plan: ImportPlan,
    { clientSecrets }: ImportedProviders,
    options: { readonly keepSecrets: boolean },
  ): Promise<void> => {
    // Asks whether settings can be written at all, before anything is frozen or deleted for them.
    await providers.replaceAll(providers.list());
    for (const id of plan.added.concat(plan.changed).flatMap(({ frozen }) => frozen)) {
      await freeze(id);
    }
    for (const { id } of plan.changed.filter(hasMoved)) {
      await secrets.deleteSecret(providerSecretName(id));
    }
    await providers.replaceAll(plan.result);
    if (!options.keepSecrets) return;
    for (const [id, secret] of clientSecrets) {
      await secrets.writeSecret(providerSecretName(id), secret);
    }
  };

const hasMoved = ({ added, removed }: HostDiff): boolean => added.length + removed.length > 0;

/** Takes a provider off the list, and its client secret out of the keychain. Connections stay. */
export const removeProvider =
  ({ providers, secrets }: Pick<ImportProvidersPorts, 'providers' | 'secrets'>) =>
  async (id: string): Promise<void> => {
    await secrets.deleteSecret(providerSecretName(id));
    await providers.replaceAll(providers.list().filter((one) => one.id !== id));
  };
