import { session } from 'electron';
import { homedir } from 'node:os';
import { createSecretStore } from '../../core/connection/secret-store.ts';
import type { Http } from '../../core/port/http.ts';
import type { SecretStorage } from '../../core/port/keychain.ts';
import type { UserAgent } from '../../core/port/redirect-receiver.ts';
import { trustAlso } from '../adapter/network/certificate-verifier.ts';
import { createElectronNetHttp } from '../adapter/network/electron-net-http.ts';
import { authoritiesOf } from '../adapter/network/extra-authorities.ts';
import {
  createHostAuthorities,
  type HostAuthorities,
} from '../adapter/network/host-authorities.ts';
import { type BrowserChoice, createBrowserChoice } from '../adapter/network/installed-browsers.ts';
import { createProxyLogins, type ProxyLogins } from '../adapter/network/proxy-login.ts';
import { createSystemBrowser, openByXdg } from '../adapter/network/system-browser.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import { systemClock, systemRandom } from '../adapter/system/system-ports.ts';
import type { Emit } from '../ipc/gates.ts';
import { networkPartition } from '../window/session.ts';

/** The way to servers and to the browser, and what a person decides about it. */
export interface Network {
  readonly http: Http;
  readonly userAgent: UserAgent;
  readonly authorities: HostAuthorities;
  /** Certificates that are trusted for a host beside those that every program knows, as PEM. */
  readonly authoritiesFor: (hostname: string) => readonly string[];
  readonly proxyLogins: ProxyLogins;
  readonly browsers: BrowserChoice;
}

export const openNetwork = (parts: {
  readonly settings: SettingsStore;
  readonly storage: SecretStorage;
  readonly emit: Emit;
}): Network => {
  const { settings, storage, emit } = parts;
  const changed = () => emit('network.changed', {});
  let renewSessions = (): void => undefined;
  // Read at the first request: the file may hold the whole store of a system.
  let ofEnvironment: ReturnType<typeof authoritiesOf> | undefined;
  const authorities = createHostAuthorities({
    settings,
    clock: systemClock,
    random: systemRandom,
    onChange() {
      renewSessions();
      changed();
    },
  });
  const proxyLogins = createProxyLogins({
    env: process.env,
    settings,
    secrets: createSecretStore(storage),
    onChange: changed,
    onLogin: () => renewSessions(),
  });
  const browsers = createBrowserChoice({
    settings,
    env: process.env,
    home: homedir(),
    platform: process.platform,
  });
  const environment = () => (ofEnvironment ??= authoritiesOf(process.env));
  const openSession = (lane: number) => {
    const opened = session.fromPartition(networkPartition(lane), { cache: false });
    if (environment().length + settings.get().hostAuthorities.length === 0) return opened;
    const trusted = (hostname: string) => [...environment(), ...authorities.for(hostname)];
    return trustAlso(opened, trusted, systemClock);
  };
  return {
    authorities,
    authoritiesFor: (hostname) =>
      [...environment(), ...authorities.for(hostname)].map((one) => one.toString()),
    proxyLogins,
    browsers,
    // Requests go through the system's proxy and certificates, in sessions that share nothing.
    http: createElectronNetHttp({
      openSession,
      clock: systemClock,
      onRenewal: (renew) => (renewSessions = renew),
      proxyLogin: proxyLogins.answer,
    }),
    userAgent: createSystemBrowser(
      process.platform === 'linux'
        ? openByXdg(systemClock, 'xdg-open', browsers.command)
        : undefined,
    ),
  };
};
