import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import { isSameIssuer, PUBLIC_HOSTS } from '../model/issuer.ts';
import type { ProviderSettings } from '../model/provider-settings.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Random } from '../port/system.ts';
import {
  importProviders,
  planImport,
  removeProvider,
  type ImportPlan,
  type ImportProvidersPorts,
} from './import-providers.ts';
import { printProviderFile, readProviderFile, type ImportedProviders } from './provider-file.ts';

export interface ManageProvidersPorts extends ImportProvidersPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly random: Random;
}

/** An import that waits for the person's word. */
export interface PendingImport {
  readonly id: string;
  readonly plan: ImportPlan;
}

/** The providers a person has set up, and their way in and out of files. */
export interface Providers {
  list(): readonly ProviderSettings[];
  /** What importing this file would change; the newest plan waits. Fails like `readProviderFile`. */
  readFile(bytes: Uint8Array): PendingImport;
  /** Does what was planned. Fails with VK_INVALID_INPUT for another plan, or like `importProviders`. */
  confirm(planId: string, options: { readonly keepSecrets: boolean }): Promise<void>;
  /** Fails like `removeProvider`. */
  remove(id: string): Promise<void>;
  /** All of them, and what the connections add, as a file's text. No secret among it. */
  printFile(): { readonly text: string; readonly count: number };
}

/** Creates them, with no import pending. */
export const createProviders = (ports: ManageProvidersPorts): Providers => {
  const { providers, connections, random } = ports;
  let pending: (PendingImport & { readonly imported: ImportedProviders }) | undefined;
  return {
    list: () => providers.list(),
    readFile(bytes) {
      const imported = readProviderFile(bytes, PUBLIC_HOSTS);
      const plan = planImport(imported, providers.list(), connections.list());
      pending = { id: random.base64url(16), plan, imported };
      return pending;
    },
    async confirm(planId, options) {
      if (pending?.id !== planId) throw new ValetKeyError('VK_INVALID_INPUT');
      const { plan, imported } = pending;
      await importProviders(ports)(plan, imported, options);
      pending = undefined;
    },
    remove: (id) => removeProvider(ports)(id),
    printFile() {
      const own = providers.list();
      const all = [...own, ...connections.list().flatMap(settingsOf(own))];
      return { text: printProviderFile(all), count: all.length };
    },
  };
};

/** A connection's settings as others could use them; none where a provider has them already. */
const settingsOf =
  (own: readonly ProviderSettings[]) =>
  (connection: Connection, index: number, all: readonly Connection[]): ProviderSettings[] => {
    const { issuer, allowLoopback, registration, requestedScope, resource } = connection;
    const isSame = (one: { readonly issuer: string; readonly clientId: string }): boolean =>
      isSameIssuer(one.issuer, issuer) && one.clientId === registration.clientId;
    const isRepeated = all
      .slice(0, index)
      .some((one) => isSame({ issuer: one.issuer, clientId: one.registration.clientId }));
    if (allowLoopback || isRepeated || own.some(isSame)) return [];
    const { host } = new URL(issuer);
    return [
      {
        id: idFrom(host, index),
        name: host,
        issuer,
        clientId: registration.clientId,
        tokenEndpointAuthMethod: registration.tokenEndpointAuthMethod,
        redirectMethod: registration.redirectMethod,
        scopes: requestedScope,
        extraAuthParams: connection.options?.extraParameters ?? {},
        ...(registration.loopbackHost === undefined
          ? {}
          : { loopbackHost: registration.loopbackHost }),
        ...(registration.redirectPath === redirectPathOf(issuer)
          ? {}
          : { redirectPath: registration.redirectPath }),
        ...(registration.loopbackPort === undefined
          ? {}
          : { loopbackPort: registration.loopbackPort }),
        ...(resource === undefined ? {} : { resource }),
      },
    ];
  };

const idFrom = (host: string, index: number): string =>
  `${host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)}-${index + 1}`;
