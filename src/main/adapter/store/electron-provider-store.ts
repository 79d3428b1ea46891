import { LOOPBACK_HOSTS } from '../../../core/model/issuer.ts';
import {
  providerSettingsSchema,
  settingsFault,
  type ProviderSettings,
} from '../../../core/model/provider-settings.ts';
import type { ProviderStore } from '../../../core/port/stores.ts';
import {
  openDocument,
  type DocumentKind,
  type DocumentPlace,
  type UnusedFile,
} from './electron-store-document.ts';
import {
  namesIn,
  readRecords,
  textMember,
  type RecordKind,
  type Records,
} from './electron-store-records.ts';

const RECORD: RecordKind<ProviderSettings> = {
  schema: providerSettingsSchema,
  // The file is ours, so developer mode's hosts pass.
  belongs: (provider) => settingsFault(provider, LOOPBACK_HOSTS) === undefined,
  nameOf: (raw) => textMember(raw, 'name'),
};

const KIND: DocumentKind<Records<ProviderSettings>> = {
  version: 1,
  migrations: [],
  parse: (content) => readRecords(RECORD, content),
  print: ({ known, newer }) => [...known, ...newer],
  empty: { known: [], newer: [] },
  namesIn: namesIn(RECORD),
};

/** The providers, and what became of a file that could not be used. */
export interface ElectronProviderStore extends ProviderStore {
  readonly unused: readonly UnusedFile[];
  /** See `Document.dismiss`. */
  dismiss(name: string): void;
}

/** The providers on electron-store, in `providers.json`. Never throws at start. */
export const createElectronProviderStore = (place: DocumentPlace): ElectronProviderStore => {
  const document = openDocument(place, 'providers', KIND);
  return {
    list: () => document.content.known,
    async replaceAll(providers) {
      document.write({ ...document.content, known: providers });
    },
    get unused() {
      return document.unused;
    },
    dismiss: (name) => document.dismiss(name),
  };
};
