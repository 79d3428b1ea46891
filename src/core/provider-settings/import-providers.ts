import type { ConnectionId } from '../../vocabulary/id.ts';
import type { HostDiff, ImportPlan } from './import-plan.ts';
import type { ImportedProviders } from './provider-import.ts';
import type { ProviderStore } from '../port/provider-store.ts';
import type { SecretStore } from '../port/secret-store.ts';

export interface ImportProvidersPorts {
  readonly providers: ProviderStore;
  readonly secrets: Pick<SecretStore, 'writeSecret' | 'deleteSecret'>;
  /** Keeps a connection from sending anything until the person has signed in again. */
  readonly freeze: (id: ConnectionId) => Promise<void>;
}

/** The keychain's name for a provider's client secret. */
export const providerSecretName = (id: string): string => `provider-${id}`;

/**
 * Does what a person has confirmed. Settings first and all at once; then connections whose hosts
 * differ are frozen; then, if the person wants them, the secrets, each into the keychain. A secret
 * that was kept for other hosts is not left for the new ones.
 *
 * Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed; or with a keychain code, and then
 * the settings are in and the secrets from that one on are not.
 * @see RFC 9700 §4.4
 */
export const importProviders =
  ({ providers, secrets, freeze }: ImportProvidersPorts) =>
  async (
    plan: ImportPlan,
    { clientSecrets }: ImportedProviders,
    options: { readonly keepSecrets: boolean },
  ): Promise<void> => {
    await providers.replaceAll(plan.result);
    for (const id of plan.added.concat(plan.changed).flatMap(({ frozen }) => frozen)) {
      await freeze(id);
    }
    for (const { id } of plan.changed.filter(hasMoved)) {
      await secrets.deleteSecret(providerSecretName(id));
    }
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
