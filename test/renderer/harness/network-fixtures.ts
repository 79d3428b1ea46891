import type {
  AskingProxyView,
  AuthorityCertificateView,
  AuthorityChoiceView,
  BrowsersView,
  NetworkView,
} from '../../../src/contract/network.ts';
import type { Makers } from './ends-fixtures.ts';
import type { Answers } from './fake-bridge.ts';
import type { Fixture } from './fixtures.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const ROOT: AuthorityCertificateView = {
  fingerprint: Array.from({ length: 32 }, (_, at) =>
    ((at * 37 + 11) % 256).toString(16).padStart(2, '0').toUpperCase(),
  ).join(':'),
  subject: 'C=DE, O=Example Corp, OU=IT, CN=Example Corp Internal Root CA 2024',
  issuer: 'C=DE, O=Example Corp, OU=IT, CN=Example Corp Internal Root CA 2024',
  validFrom: Date.UTC(2024, 0, 15),
  validTo: Date.UTC(2034, 0, 15),
};

const PROXY: AskingProxyView = {
  host: 'proxy.corp.example',
  port: 3128,
  scheme: 'basic',
  realm: 'Example Corp internet access',
  isRefused: false,
};

const BROWSERS: BrowsersView = {
  browsers: [
    { id: 'chromium.desktop', name: 'Chromium' },
    { id: 'chromium.desktop Default', name: 'Chromium', profile: 'Jane' },
    { id: 'chromium.desktop Work', name: 'Chromium', profile: 'Work' },
    { id: 'firefox.desktop', name: 'Firefox' },
  ],
  chosen: 'chromium.desktop Work',
};

/** What a fixture says of the network. */
export interface NetworkFixture {
  readonly network?: Partial<NetworkView>;
  readonly authorityChoice?: AuthorityChoiceView;
  readonly browsers?: BrowsersView;
}

/** Networks with an authority and a proxy of their own. */
export const networkFixtures = ({ base }: Makers): Readonly<Record<string, Fixture>> => {
  const [hostile = '?'] = HOSTILE_STRINGS;
  const chosen: AuthorityChoiceView = {
    kind: 'chosen',
    choiceId: 'choice',
    host: 'keycloak.lan',
    certificates: [
      ROOT,
      {
        ...ROOT,
        fingerprint: ROOT.fingerprint.replaceAll('A', 'B'),
        subject: `CN=Issuing ${hostile}`,
      },
    ],
  };
  return {
    network: {
      ...base,
      browsers: BROWSERS,
      authorityChoice: chosen,
      network: {
        authorities: [{ host: 'keycloak.lan', certificates: [ROOT] }],
        proxyLogins: [{ host: 'proxy.corp.example', port: 3128, username: 'CORP\\jane' }],
      },
    },
    authorityRefused: {
      ...base,
      authorityChoice: {
        kind: 'refused',
        problem: 'not-an-authority',
        subject: 'CN=keycloak.lan',
      },
    },
    proxyAsks: { ...base, network: { asking: [PROXY] } },
    proxyRefused: { ...base, network: { asking: [{ ...PROXY, isRefused: true, realm: hostile }] } },
  };
};

/** How the fake bridge answers about the network. */
export const networkAnswers = (fixture: NetworkFixture, onChange: () => void): Answers => {
  let network: NetworkView = { authorities: [], asking: [], proxyLogins: [], ...fixture.network };
  let { browsers = { browsers: [] } } = fixture;
  const become = (part: Partial<NetworkView>): NetworkView => {
    network = { ...network, ...part };
    onChange();
    return network;
  };
  const without = <One extends { readonly host: string }>(list: readonly One[], host: string) =>
    list.filter((one) => one.host !== host);
  return {
    'network.status': () => network,
    'authority.choose': () => fixture.authorityChoice ?? { kind: 'none' },
    'authority.keep': () => {
      const { authorityChoice: choice } = fixture;
      return choice?.kind === 'chosen'
        ? become({ authorities: [...without(network.authorities, choice.host), choice] })
        : network;
    },
    'authority.remove': ({ host }) => become({ authorities: without(network.authorities, host) }),
    'proxy.log-in': ({ host, port, username }) =>
      become({
        asking: without(network.asking, host),
        proxyLogins: [...without(network.proxyLogins, host), { host, port, username }],
      }),
    'proxy.decline': ({ host }) => become({ asking: without(network.asking, host) }),
    'proxy.forget': ({ host }) => become({ proxyLogins: without(network.proxyLogins, host) }),
    'browser.list': () => browsers,
    'browser.choose': ({ id }) =>
      (browsers = { browsers: browsers.browsers, ...(id === undefined ? {} : { chosen: id }) }),
  };
};
