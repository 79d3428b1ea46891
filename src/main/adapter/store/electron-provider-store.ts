import { z } from 'zod';
import { LOOPBACK_HOSTS } from '../../../core/model/issuer.ts';
import {
  providerSettingsSchema,
  settingsFault,
  type ProviderSettings,
} from '../../../core/model/provider-settings.ts';
import type { ProviderStore } from '../../../core/port/provider-store.ts';
import {
  openDocument,
  type DocumentKind,
  type DocumentPlace,
  type PutAside,
} from './electron-store-document.ts';

/** One damaged entry does not take the others along. The file is ours, so developer mode's hosts pass. */
const parseProviders = (
  content: unknown,
): { content: readonly ProviderSettings[]; whole: boolean } => {
  const raw = z.array(z.unknown()).parse(content);
  const good = raw
    .map((entry) => providerSettingsSchema.safeParse(entry).data)
    .filter((entry) => entry !== undefined)
    .filter((entry) => settingsFault(entry, LOOPBACK_HOSTS) === undefined);
  return { content: good, whole: good.length === raw.length };
};

const KIND: DocumentKind<readonly ProviderSettings[]> = {
  version: 1,
  migrations: [],
  parse: parseProviders,
  print: (providers) => providers,
  empty: [],
};

/** The providers, and what became of a file that could not be used. */
export interface ElectronProviderStore extends ProviderStore {
  readonly putAside?: PutAside;
}

/** The providers on electron-store, in `providers.json`. Never throws at start. */
export const createElectronProviderStore = (place: DocumentPlace): ElectronProviderStore => {
  const document = openDocument(place, 'providers', KIND);
  const { putAside } = document;
  return {
    list: () => document.content,
    async replaceAll(providers) {
      document.write(providers);
    },
    ...(putAside === undefined ? {} : { putAside }),
  };
};
