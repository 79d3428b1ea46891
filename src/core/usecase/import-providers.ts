import type { ImportPlan } from '../preset/import-plan.ts';
import type { ImportedProviders } from '../preset/provider-import.ts';
import type { ProviderStore } from '../port/provider-store.ts';
import type { SecretStore } from '../port/secret-store.ts';

export interface ImportProvidersPorts {
  readonly providers: ProviderStore;
  readonly secrets: Pick<SecretStore, 'writeSecret'>;
}

/** The keychain's name for a provider's client secret. */
export const providerSecretName = (id: string): string => `provider-${id}`;

/**
 * Does what a person has confirmed. Settings first and all at once; then, if the person wants them,
 * the secrets, each into the keychain.
 *
 * Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed; or with a keychain code, and then
 * the settings are in and the secrets from that one on are not.
 */
export const importProviders =
  ({ providers, secrets }: ImportProvidersPorts) =>
  async (
    plan: ImportPlan,
    { clientSecrets }: ImportedProviders,
    options: { readonly keepSecrets: boolean },
  ): Promise<void> => {
    await providers.replaceAll(plan.result);
    if (!options.keepSecrets) return;
    for (const [id, secret] of clientSecrets) {
      await secrets.writeSecret(providerSecretName(id), secret);
    }
  };
