import type { Handlers } from '../../contract/contract.ts';
import type { networkCommands, NetworkView } from '../../contract/network.ts';
import { Secret } from '../../core/secret/secret.ts';
import type { HostAuthorities } from '../adapter/network/host-authorities.ts';
import type { BrowserChoice } from '../adapter/network/installed-browsers.ts';
import type { ProxyLogins } from '../adapter/network/proxy-login.ts';
import type { Host } from './handlers.ts';

/** What a person decides about the way to a server. */
export interface NetworkControl {
  readonly authorities: Omit<HostAuthorities, 'for'>;
  readonly proxyLogins: Omit<ProxyLogins, 'answer'>;
  readonly browsers: Omit<BrowserChoice, 'command'>;
}

/** What was decided about the way to servers, and what a proxy still asks for. */
export const networkView = ({ authorities, proxyLogins }: NetworkControl): NetworkView => ({
  authorities: authorities.list(),
  ...proxyLogins.status(),
});

/** Commands about authorities, proxies and the browser. */
export const networkHandlers = ({
  network,
  openAuthorityFile,
}: Pick<Host, 'network' | 'openAuthorityFile'>): Pick<Handlers, keyof typeof networkCommands> => {
  const { authorities, proxyLogins, browsers } = network;
  const status = (): NetworkView => networkView(network);
  return {
    'network.status': status,
    'authority.choose': async ({ host }) => {
      const bytes = await openAuthorityFile();
      return bytes === undefined ? { kind: 'none' } : authorities.choose(host, bytes);
    },
    'authority.keep': async ({ choiceId }) => {
      await authorities.keep(choiceId);
      return status();
    },
    'authority.remove': async ({ host }) => {
      await authorities.remove(host);
      return status();
    },
    'proxy.log-in': async ({ username, password, ...proxy }) => {
      await proxyLogins.logIn(proxy, username, Secret.of('proxy-password', password));
      return status();
    },
    'proxy.decline': (proxy) => {
      proxyLogins.decline(proxy);
      return status();
    },
    'proxy.forget': async (proxy) => {
      await proxyLogins.forget(proxy);
      return status();
    },
    'browser.list': () => browsers.view(),
    'browser.choose': async ({ id }) => {
      await browsers.choose(id);
      return browsers.view();
    },
  };
};
