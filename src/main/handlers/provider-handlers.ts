import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { displayName, type Connection } from '../../core/model/connection.ts';
import { PUBLIC_HOSTS } from '../../core/model/issuer.ts';
import { endpointsOf, hostsOf, type ProviderSettings } from '../../core/model/provider-settings.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { ProviderStore } from '../../core/port/provider-store.ts';
import {
  planImport,
  type HostDiff,
  type ImportPlan,
} from '../../core/provider-settings/import-providers.ts';
import {
  printProviderFile,
  readProviderFile,
  type ImportedProviders,
} from '../../core/provider-settings/provider-file.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { HostDiffView, ImportPlanView, ProviderView } from '../../contract/view-preset.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';

export interface ProviderPorts {
  readonly connections: ConnectionStore;
  readonly providers: ProviderStore;
  /** Asks for a file and gives its bytes; undefined where the person declines. */
  readonly openFile: () => Promise<Uint8Array | undefined>;
  readonly saveProviders: (text: string) => Promise<boolean>;
  readonly importProviders: (
    plan: ImportPlan,
    imported: ImportedProviders,
    options: { readonly keepSecrets: boolean },
  ) => Promise<void>;
  readonly removeProvider: (id: string) => Promise<void>;
  readonly newPlanId: () => string;
}

type ProviderCommand =
  | 'provider.list'
  | 'provider.read-file'
  | 'provider.import'
  | 'provider.remove'
  | 'provider.export';

interface Pending {
  readonly id: string;
  readonly plan: ImportPlan;
  readonly imported: ImportedProviders;
}

/** Commands about provider settings in files. The newest plan waits for the person's word. */
export const providerHandlers = (ports: ProviderPorts): Pick<Handlers, ProviderCommand> => {
  let pending: Pending | undefined;
  return {
    'provider.list': () => ports.providers.list().map(providerView),
    'provider.read-file': async () => {
      const bytes = await ports.openFile();
      if (bytes === undefined) return NOTHING_CHOSEN;
      const imported = readProviderFile(bytes, PUBLIC_HOSTS);
      const connections = ports.connections.list();
      const plan = planImport(imported, ports.providers.list(), connections);
      pending = { id: ports.newPlanId(), plan, imported };
      return planView(pending, ports.connections);
    },
    'provider.import': async ({ planId, keepSecrets }) => {
      if (pending?.id !== planId) throw new ValetKeyError('VK_INVALID_INPUT');
      const { plan, imported } = pending;
      await ports.importProviders(plan, imported, { keepSecrets });
      pending = undefined;
      return ports.providers.list().map(providerView);
    },
    'provider.remove': async ({ id }) => {
      await ports.removeProvider(id);
      return ports.providers.list().map(providerView);
    },
    'provider.export': async () => {
      const own = ports.providers.list();
      const all = [...own, ...ports.connections.list().flatMap(settingsOf(own))];
      return { saved: await ports.saveProviders(printProviderFile(all)), count: all.length };
    },
  };
};

const NOTHING_CHOSEN: ImportPlanView = { added: [], changed: [], unchanged: [], withSecret: [] };

const planView = ({ id, plan }: Pending, connections: ConnectionStore): ImportPlanView => {
  const nameOf = (provider: string): string =>
    plan.result.find((one) => one.id === provider)?.name ?? provider;
  const labelled = (connection: ConnectionId) => {
    const found = connections.get(connection);
    return { id: connection, label: found === undefined ? '' : displayName(found) };
  };
  const diffView = ({ name, added, removed, kept, frozen, ...one }: HostDiff): HostDiffView => ({
    id: one.id,
    name,
    added: [...added],
    removed: [...removed],
    kept: [...kept],
    frozen: frozen.map(labelled),
  });
  return {
    planId: id,
    added: plan.added.map(diffView),
    changed: plan.changed.map(diffView),
    unchanged: plan.unchanged.map(nameOf),
    withSecret: plan.withSecret.map(nameOf),
  };
};

const providerView = (provider: ProviderSettings): ProviderView => ({
  id: provider.id,
  name: provider.name,
  issuer: provider.issuer,
  hosts: [...hostsOf(provider)],
  clientId: provider.clientId,
  tokenEndpointAuthMethod: provider.tokenEndpointAuthMethod,
  redirectMethod: provider.redirectMethod,
  loopbackPort: provider.loopbackPort,
  scopes: [...provider.scopes],
  resource: provider.resource,
  extraParameters: { ...provider.extraAuthParams },
  endpoints: endpointsOf(provider),
});

/** A connection's settings as others could use them; none where a provider has them already. */
const settingsOf =
  (own: readonly ProviderSettings[]) =>
  (connection: Connection, index: number, all: readonly Connection[]): ProviderSettings[] => {
    const { issuer, allowLoopback, registration, requestedScope, resource } = connection;
    const isSame = (one: { readonly issuer: string; readonly clientId: string }): boolean =>
      one.issuer === issuer && one.clientId === registration.clientId;
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
        redirectPath: registration.redirectPath,
        scopes: requestedScope,
        extraAuthParams: connection.options?.extraParameters ?? {},
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
