import type { ProviderView } from '../../../contract/provider.ts';
import { emptyDraft, type Draft } from './draft.ts';
import { ENDPOINTS } from './vocabulary.ts';

const endpointsOf = ({ endpoints = {} }: ProviderView): Draft['endpoints'] =>
  Object.fromEntries(
    ENDPOINTS.flatMap((name) => {
      const url = endpoints[name];
      return url === undefined ? [] : [[name, url]];
    }),
  );

/** A form with everything an imported provider states. Its secret, if one is kept, stays in main. */
export const providerDraft = (provider: ProviderView): Draft => ({
  ...emptyDraft(provider.endpoints === undefined ? 'issuer' : 'manual'),
  provider: provider.id,
  issuer: provider.issuer,
  endpoints: endpointsOf(provider),
  clientId: provider.clientId,
  authMethod: provider.tokenEndpointAuthMethod,
  scope: provider.scopes,
  redirectMethod: provider.redirectMethod,
  redirectUri: provider.redirectUri ?? '',
  resource: provider.resource ?? '',
  extraParameters: Object.entries(provider.extraParameters).map(([name, value], key) => ({
    key,
    name,
    value,
  })),
  label: provider.name,
});
