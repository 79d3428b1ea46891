import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInstalled, startTlsServer, useProgram, type TlsServer } from '../cli/program.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scripts.md'), 'utf8');

/** The blocks of the page by the headings above them. */
const recipes = [...PAGE.matchAll(/^## (.*)\n[^]*?^```sh\n([^]*?)^```$/gm)].map(
  ([, title = '', block = '']) => ({ title, block }),
);
const blockOf = (number: number): string => recipes[number - 1]?.block ?? '';

const program = useProgram();
const seen: { host: string; authorization: string }[] = [];
let server: TlsServer;
let proxy: Server;

/** Both hosts of the page: an API with two issues, and git's own server for one file. */
const answer = async (host: string, path: string, authorization: string) => {
  if (host === 'api.example.com') {
    const isAllowed = /^Bearer tok-c1-/.test(authorization);
    return isAllowed ? { status: 200, body: Buffer.from('[{"id":1},{"id":2}]') } : { status: 401 };
  }
  const [, credentials = ''] = authorization.split(' ');
  if (!/^oauth2:tok-c1-/.test(Buffer.from(credentials, 'base64').toString())) {
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="git"' } };
  }
  // The "dumb" protocol: plain files. @see https://git-scm.com/book/en/v2/Git-Internals-Transfer-Protocols
  const [file = ''] = path.split('?');
  const at = join(program().home, 'served', file);
  return existsSync(at) ? { status: 200, body: readFileSync(at) } : { status: 404 };
};

const makeRepository = (home: string): void => {
  const origin = join(home, 'served', 'project.git');
  mkdirSync(origin, { recursive: true });
  const git = (...words: string[]) =>
    execFileSync('git', words, {
      cwd: origin,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: home,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    }).trim();
  git('init', '--quiet', '--bare', '--initial-branch=main');
  // The tree without files, which every version of git knows by this name.
  const empty = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  git('update-ref', 'refs/heads/main', git('commit-tree', '-m', 'First', empty));
  git('update-server-info');
};

beforeAll(async () => {
  const { home } = program();
  server = await startTlsServer(
    home,
    (request, response) => {
      const { host = '', authorization = '' } = request.headers;
      seen.push({ host, authorization });
      void answer(host, request.url ?? '', authorization).then(({ status, headers, body }) =>
        response.writeHead(status, headers).end(body),
      );
    },
    ['api.example.com', 'git.example.com'],
  );
  // Whatever host is asked for, the local server answers: the page's addresses stay as they are written.
  proxy = createServer();
  proxy.on('connect', (_, client, head: Buffer) => {
    const upstream = connect(server.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
}, 120_000);
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await server.close();
});

const run = (number: number) => {
  const folder = join(program().home, `recipe-${number}`);
  mkdirSync(folder);
  return program().run('bash', ['--norc', '-eu', '-c', blockOf(number)], {
    folder,
    environment: {
      https_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      CURL_CA_BUNDLE: server.authority,
      SSL_CERT_FILE: server.authority,
      GIT_SSL_CAINFO: server.authority,
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_NOSYSTEM: '1',
    },
  });
};

describe('the recipes of docs/scripts.md, as they are written', () => {
  test('are five, and each has its test here', () => {
    expect(recipes.map(({ title }) => title.slice(0, 2))).toEqual(['1.', '2.', '3.', '4.', '5.']);
  });

  test('1: an API is called', async () => {
    expect(await run(1)).toEqual({ code: 0, out: '[{"id":1},{"id":2}]', err: '' });
    expect(seen.at(-1)?.authorization).toMatch(/^Bearer tok-c1-/);
  });

  test.runIf(isInstalled('python3'))('2: a program reads its token, with one scope', async () => {
    expect(await run(2)).toEqual({ code: 0, out: '2 issues\n', err: '' });
    expect(program().agent.asked.at(-1)?.body).toEqual({
      connection: 'work',
      scope: 'read:issues',
    });
  });

  test.runIf(isInstalled('python3'))('3: a program reads its token each time', async () => {
    expect(await run(3)).toEqual({ code: 0, out: '0 200\n1 200\n', err: '' });
  });

  test('4: git clones', async () => {
    const { home } = program();
    makeRepository(home);
    const { code, err } = await run(4);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(existsSync(join(home, 'recipe-4', 'project', '.git', 'HEAD'))).toBe(true);
  }, 60_000);

  test('5: a folder chooses the account', async () => {
    const { code, out, err } = await run(5);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('may choose:\n  account work\n  scope read:issues\n');
    expect(out.endsWith('[{"id":1},{"id":2}]')).toBe(true);
  });
});
