import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

/** A network with an authorization server that only it knows, behind a proxy that wants a login. */
export interface CorporateNetwork {
  /** What the proxy lets through; `jo` with this password. */
  readonly password: string;
  /** For the variable `https_proxy`. */
  readonly proxy: string;
  /** `host:port` of the proxy. */
  readonly proxyPlace: string;
  /** Path of the certificate of its authority. */
  readonly authority: string;
  /** SHA-256, as pairs with colons. */
  readonly fingerprint: string;
  stop(): void;
}

const openssl = (folder: string, ...words: readonly string[]): string =>
  execFileSync('openssl', words, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** An authority, and a certificate that it has issued for some names. */
const issue = (folder: string, names: readonly string[]): void => {
  writeFileSync(
    join(folder, 'server.ext'),
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
  );
  const root = ['req', '-x509', ...P256, '-days', '30', '-subj', '/O=Corp/CN=Corp Root CA'];
  const limits = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl(folder, ...root, ...limits, '-keyout', 'root.key', '-out', 'root.pem');
  const asked = ['req', '-new', ...P256, '-subj', `/CN=${names[0] ?? ''}`];
  openssl(folder, ...asked, '-keyout', 'server.key', '-out', 'server.csr');
  openssl(
    folder,
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'root.pem', '-CAkey', 'root.key'],
    ...['-CAcreateserial', '-days', '30', '-extfile', 'server.ext', '-out', 'server.pem'],
  );
};

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const PASSWORD = 'pass:wörd of the proxy';

/** Every host that the proxy is asked for is the one server; its certificate is for `names` alone. */
export const startCorporateNetwork = async (
  below: string,
  names: readonly string[],
): Promise<CorporateNetwork> => {
  const folder = join(below, 'corporate');
  mkdirSync(folder);
  issue(folder, names);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const server = createTlsServer(
    { key: read('server.key'), cert: read('server.pem') },
    (request, response) => {
      const issuer = `https://${request.headers.host ?? ''}`;
      const isToken = request.url === '/token';
      const body = isToken
        ? { access_token: 'corporate-token', token_type: 'Bearer', expires_in: 600 }
        : {
            issuer,
            token_endpoint: `${issuer}/token`,
            response_types_supported: ['code'],
            grant_types_supported: ['client_credentials'],
          };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    },
  );
  const port = await listening(server);
  const expected = `Basic ${Buffer.from(`jo:${PASSWORD}`).toString('base64')}`;
  const proxy = createProxy();
  proxy.on('connect', (request, client, head: Buffer) => {
    client.on('error', () => undefined);
    if (request.headers['proxy-authorization'] !== expected) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Corp"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const proxyPlace = `127.0.0.1:${await listening(proxy)}`;
  const [, fingerprint = ''] = openssl(
    folder,
    ...['x509', '-in', 'root.pem', '-noout', '-fingerprint', '-sha256'],
  )
    .trim()
    .split('=');
  return {
    password: PASSWORD,
    proxy: `http://${proxyPlace}`,
    proxyPlace,
    authority: join(folder, 'root.pem'),
    fingerprint,
    stop() {
      for (const one of [proxy, server]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
};
