import { lookup } from 'node:dns/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { KeychainState } from '../../vocabulary/storage.ts';
import type { SchemeHandler } from '../../vocabulary/program.ts';
import type { DoctorView } from '../../contract/app.ts';

type Check = DoctorView['checks'][number];

/** Facts only Electron knows, asked when the doctor runs. */
export interface DoctorFacts {
  readonly scheme: string;
  readonly schemeHandler: SchemeHandler;
  readonly schemeHandlerName: string;
  readonly browserName: string;
  readonly keychain: KeychainState;
}

/** Tests what sign-ins depend on; each check says what it found, none throws. */
export const runDoctor = async (facts: DoctorFacts): Promise<DoctorView> => ({
  checks: [
    ...(await Promise.all([
      loopback('loopback-ipv4', '127.0.0.1', 'fail'),
      loopback('loopback-ipv6', '::1', 'warn'),
      localhostName(),
    ])),
    schemeHandler(facts),
    defaultBrowser(facts),
    keychain(facts),
  ],
  redirectBases: [
    { method: 'loopback', base: 'http://127.0.0.1' },
    { method: 'private-use-scheme', base: `${facts.scheme}:` },
  ],
});

/** Listens on a free port and connects to it, as a browser's redirect would. */
const loopback = (name: Check['name'], host: string, otherwise: 'warn' | 'fail'): Promise<Check> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.end());
    const end = (outcome: Check['outcome'], found: string): void => {
      server.close();
      resolve({ name, outcome, found });
    };
    server.once('error', ({ message }) => end(otherwise, message));
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      const socket = connect(port, host, () => end('pass', `${host}, port ${port}`));
      socket.once('error', ({ message }) => end(otherwise, message));
    });
  });

/** Servers that want `localhost` in the redirect URI need it to lead to where we listen. */
const localhostName = async (): Promise<Check> => {
  const addresses = await lookup('localhost', { all: true }).catch(() => []);
  const found = addresses.map(({ address }) => address).join(', ');
  const outcome = addresses.some(({ address }) => address === '127.0.0.1') ? 'pass' : 'warn';
  return { name: 'localhost-name', outcome, found: found === '' ? 'no address' : found };
};

const schemeHandler = ({ scheme, schemeHandler: who, schemeHandlerName }: DoctorFacts): Check => ({
  name: 'scheme-handler',
  outcome: who === 'ours' ? 'pass' : 'warn',
  found: who === 'none' ? `nothing answers for ${scheme}:` : schemeHandlerName,
});

const defaultBrowser = ({ browserName }: DoctorFacts): Check => ({
  name: 'default-browser',
  outcome: browserName === '' ? 'fail' : 'pass',
  found: browserName === '' ? 'none' : browserName,
});

const keychain = ({ keychain: state }: DoctorFacts): Check => ({
  name: 'keychain',
  outcome: state === 'ready' ? 'pass' : 'warn',
  found: state,
});
