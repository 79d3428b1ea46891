import type { Connection } from '../../core/model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS } from '../../core/model/issuer.ts';
import { endpointsOf, type ProviderSettings } from '../../core/model/provider-settings.ts';
import type { ProviderStore } from '../../core/port/provider-store.ts';
import { judgeMetadata } from '../../core/oauth/discovery/metadata.ts';
import type { Secret } from '../../core/secret/secret.ts';
import type { SignInTarget } from '../../core/sign-in/sign-in.ts';

export interface ProviderTargetPorts {
  readonly providers: ProviderStore;
  /** The client secret kept for an imported provider. */
  readonly providerSecret: (id: string) => Promise<Secret<'client-secret'> | undefined>;
}

/**
 * Adds what an imported provider keeps in main: its client secret and its redirect path. Only as long
 * as exactly its server and its client are asked: a secret goes to the hosts it was imported for.
 */
export const withProvider = async (
  { providers, providerSecret }: ProviderTargetPorts,
  id: string | undefined,
  target: SignInTarget,
): Promise<SignInTarget> => {
  const provider = providers.list().find((one) => one.id === id);
  if (provider === undefined || !isTarget(provider, target)) return target;
  const { registration, credentials } = target;
  const clientSecret = credentials.clientSecret ?? (await providerSecret(provider.id));
  return {
    ...target,
    registration: { ...registration, redirectPath: provider.redirectPath },
    credentials: clientSecret === undefined ? credentials : { ...credentials, clientSecret },
  };
};

const isTarget = (
  provider: ProviderSettings,
  { issuer, registration, metadata }: SignInTarget,
): boolean => {
  const endpoints = endpointsOf(provider);
  const isSameServer =
    endpoints === undefined
      ? metadata === undefined
      : Object.entries(endpoints).every(([name, url]) => valueOf(metadata, name) === url);
  return provider.issuer === issuer && provider.clientId === registration.clientId && isSameServer;
};

const valueOf = (metadata: SignInTarget['metadata'], name: string): unknown =>
  Object.entries(metadata ?? {}).find(([member]) => member === name)?.[1];

/**
 * Where to sign in again on a connection whose provider an import has changed: at the servers the
 * person agreed to. Undefined for all others, which stay with the servers they have.
 */
export const changedServer = (
  { providers }: Pick<ProviderTargetPorts, 'providers'>,
  { standing, issuer, registration, allowLoopback }: Connection,
): Pick<SignInTarget, 'metadata'> | undefined => {
  if (standing.kind !== 'sign-in-required' || standing.because !== 'VK_PROVIDER_CHANGED') {
    return undefined;
  }
  const provider = providers
    .list()
    .find((one) => one.issuer === issuer && one.clientId === registration.clientId);
  if (provider === undefined) return undefined;
  const endpoints = endpointsOf(provider);
  if (endpoints === undefined) return {};
  const policy = allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS;
  return { metadata: judgeMetadata({ issuer, ...endpoints }, issuer, policy).metadata };
};
