import type { App } from '../../core/app.ts';
import { redirectPathOf } from '../../vocabulary/redirect-path.ts';
import { registeredRedirectUri } from '../../core/model/client-registration.ts';
import { displayName } from '../../core/model/connection.ts';
import { endpointsOf, hostsOf, type ProviderSettings } from '../../core/model/provider-settings.ts';
import type { HostDiff } from '../../core/provider-settings/import-providers.ts';
import type { PendingImport } from '../../core/provider-settings/manage-providers.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { HostDiffView, ImportPlanView, ProviderView } from '../../contract/provider.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Host } from './handlers.ts';

type ProviderCommand =
  | 'provider.list'
  | 'provider.read-file'
  | 'provider.import'
  | 'provider.remove'
  | 'provider.export';

/** Commands about provider settings in files. */
export const providerHandlers = (
  { providers, connections }: App,
  host: Pick<Host, 'openProviderFile' | 'saveFile'>,
): Pick<Handlers, ProviderCommand> => {
  const list = (): readonly ProviderView[] => providers.list().map(providerView);
  return {
    'provider.list': list,
    'provider.read-file': async () => {
      const bytes = await host.openProviderFile();
      return bytes === undefined
        ? NOTHING_CHOSEN
        : planView(providers.readFile(bytes), connections);
    },
    'provider.import': async ({ planId, keepSecrets }) => {
      await providers.confirm(planId, { keepSecrets });
      return list();
    },
    'provider.remove': async ({ id }) => {
      await providers.remove(id);
      return list();
    },
    'provider.export': async () => {
      const { text, count } = providers.printFile();
      return { saved: await host.saveFile('valet-key-providers.json', text), count };
    },
  };
};

const NOTHING_CHOSEN: ImportPlanView = { added: [], changed: [], unchanged: [], withSecret: [] };

const planView = ({ id, plan }: PendingImport, connections: App['connections']): ImportPlanView => {
  const nameOf = (provider: string): string =>
    plan.result.find((one) => one.id === provider)?.name ?? provider;
  const labelled = (connection: ConnectionId) => {
    const found = connections.get(connection);
    return { id: connection, label: found === undefined ? '' : displayName(found) };
  };
  const diffView = ({ frozen, ...diff }: HostDiff): HostDiffView => ({
    ...diff,
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
  hosts: hostsOf(provider),
  clientId: provider.clientId,
  tokenEndpointAuthMethod: provider.tokenEndpointAuthMethod,
  redirectMethod: provider.redirectMethod,
  redirectUri: fixedRedirect(provider),
  scopes: provider.scopes,
  resource: provider.resource,
  extraParameters: provider.extraAuthParams,
  endpoints: endpointsOf(provider),
});

/** A redirect of its own; the form states ours by itself. */
const fixedRedirect = (provider: ProviderSettings): string | undefined => {
  const { loopbackHost, loopbackPort } = provider;
  const own = redirectPathOf(provider.issuer);
  const { redirectPath = own } = provider;
  const isUsual = redirectPath === own && loopbackHost === undefined && loopbackPort === undefined;
  return isUsual ? undefined : registeredRedirectUri({ ...provider, redirectPath });
};
