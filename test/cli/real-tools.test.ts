import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isInstalled, startTlsServer, useProgram } from './program.ts';

const program = useProgram();
const TOKEN = /tok-c1-\d+-abcdefghijklmnop/;

describe('vk exec', () => {
  test('runs a real program, hides the token in both outputs, and ends as it does', async () => {
    const script =
      'printf %s "$ACCESS_TOKEN" | cut -c1-6; echo "$ACCESS_TOKEN"; echo "$ACCESS_TOKEN" >&2; exit 7';
    const ended = await program().run('vk', ['exec', 'work', '--', 'sh', '-c', script]);
    expect(ended).toEqual({ code: 7, out: 'tok-c1\n[token]\n', err: '[token]\n' });
  });

  test('passes standard input on', async () => {
    const { run } = program();
    const { out } = await run('vk', ['exec', 'work', '--', 'cat'], { input: 'a\nb\n' });
    expect(out).toBe('a\nb\n');
  });

  test('gives the token on descriptor 3, and in no variable', async () => {
    const script = 'read token <&3; printf %s "$token" | cut -c1-6; env | grep -c tok-c1';
    const ended = await program().run('vk', ['exec', 'work', '--fd', '--', 'sh', '-c', script]);
    expect(ended.out).toBe('tok-c1\n0\n');
  });

  test('gives the token in a file that is gone afterwards', async () => {
    const script =
      'cut -c1-6 "$ACCESS_TOKEN_FILE"; echo; stat -c %a "$ACCESS_TOKEN_FILE"; echo "$ACCESS_TOKEN_FILE"';
    const { out } = await program().run('vk', ['exec', 'work', '--file', '--', 'sh', '-c', script]);
    const [start, , mode, path = ''] = out.split('\n');
    expect({ start, mode }).toEqual({ start: 'tok-c1', mode: '600' });
    expect(() => statSync(path)).toThrow('ENOENT');
  });

  test('waits for the end of a token that lives for longer than a timer can hold', async () => {
    const { agent, run } = program();
    agent.setLife(60 * 86_400);
    const before = agent.issued();
    const ended = await run('vk', ['exec', 'work', '--file', '--', 'sleep', '0.2']);
    agent.setLife(3600);
    expect(ended).toEqual({ code: 0, out: '', err: '' });
    expect(agent.issued()).toBe(before + 1);
  });

  test('says that there is no such program', async () => {
    const { code, err } = await program().run('vk', ['exec', 'work', '--', 'no-such-program']);
    expect({ code, err }).toEqual({
      code: 127,
      err: 'vk: There is no program "no-such-program".\n',
    });
  });

  test('ends by the signal that ended the program', async () => {
    const { code } = await program().run('vk', ['exec', 'work', '--', 'sh', '-c', 'kill -TERM $$']);
    expect(code).toBe(143);
  });
});

const startApi = async () => {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    response.end(`you are ${request.headers.authorization ?? 'nobody'}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { seen, port, close: () => server.close() };
};

describe.runIf(isInstalled('curl'))('vk curl', () => {
  test('sends the token, keeps it out of arguments and environment, and hides it in the output', async () => {
    const api = await startApi();
    const { run, home } = program();
    // Stands in PATH before curl: writes down what it was given, and runs the real one.
    const spy = join(home, 'spy');
    mkdirSync(spy, { recursive: true });
    writeFileSync(
      join(spy, 'curl'),
      '#!/bin/sh\n(echo "$@"; env) > "$HOME/given"\nPATH="${PATH#*:}" exec curl "$@"\n',
      { mode: 0o755 },
    );
    const { PATH = '' } = program().environment;
    const address = `http://127.0.0.1:${api.port}/`;
    const ended = await run('vk', ['curl', 'work', '--', '-sv', address], {
      environment: { PATH: `${spy}:${PATH}` },
    });
    expect(ended.code).toBe(0);
    expect(api.seen[0]?.headers.authorization).toMatch(TOKEN);
    expect(ended.out).toBe('you are Bearer [token]\n');
    expect(ended.err).not.toContain('tok-c1');
    const given = readFileSync(join(home, 'given'), 'utf8');
    expect(given).toContain('--config /dev/fd/3');
    expect(given).not.toContain('tok-c1');
    api.close();
  });

  test('leaves standard input to curl, and gives its exit code', async () => {
    const api = await startApi();
    const { run } = program();
    const address = `http://127.0.0.1:${api.port}/`;
    const sent = await run('vk', ['curl', 'work', '--', '-s', '-d', '@-', address], {
      input: 'x=1',
    });
    expect(sent.code).toBe(0);
    expect(api.seen[0]?.headers['content-length']).toBe('3');
    api.close();
    const failed = await run('vk', ['curl', 'work', '--', '-s', 'http://127.0.0.1:1/']);
    expect(failed.code).toBe(7);
  });
});

describe('the docker credential helper', () => {
  const helper = (action: string, input = '') =>
    program().run('docker-credential-valet-key', [action], { input });

  test('gives a token for a registry that hosts.json names, and lists it', async () => {
    const config = join(program().home, '.config', 'valet-key');
    mkdirSync(config, { recursive: true });
    writeFileSync(
      join(config, 'hosts.json'),
      JSON.stringify({ 'registry.example.com': { account: 'work', username: 'robot' } }),
      { mode: 0o600 },
    );
    for (const server of ['registry.example.com', 'https://registry.example.com/v2/']) {
      const { code, out } = await helper('get', `${server}\n`);
      expect(code).toBe(0);
      const found = JSON.parse(out) as Record<string, string>;
      expect(found).toEqual({
        ServerURL: server,
        Username: 'robot',
        Secret: expect.stringMatching(TOKEN) as string,
      });
    }
    const { out } = await helper('list');
    expect(JSON.parse(out)).toEqual({ 'registry.example.com': 'robot' });
  });

  test.each(['other.example.com', 'http://registry.example.com', ''])(
    'says of %j what docker takes for "no credentials"',
    async (server) => {
      const { code, out } = await helper('get', server);
      expect({ code, out }).toEqual({
        code: 1,
        out: 'credentials not found in native keychain\n',
      });
    },
  );

  test.each(['store', 'erase'])('refuses to %s, and says what to do', async (action) => {
    const { code, out } = await helper(action, '{"ServerURL":"x","Username":"a","Secret":"b"}');
    expect(code).toBe(1);
    expect(out).toMatch(/^Valet Key stores no passwords/);
  });
});

describe.runIf(isInstalled('kubectl', 'version', '--client'))('kubectl', () => {
  test('asks its API server with a token from vk', async () => {
    const seen: string[] = [];
    const server = await startTlsServer(program().home, (request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ major: '1', minor: '30', gitVersion: 'v1.30.0', platform: 'x' }),
      );
    });
    const kubeconfig = join(program().home, 'kubeconfig.json');
    const user = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'vk',
      args: ['kubectl-credential', 'work'],
      interactiveMode: 'Never',
    };
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'c',
            cluster: { server: server.origin, 'certificate-authority': server.authority },
          },
        ],
        users: [{ name: 'u', user: { exec: user } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    );
    const words = ['--kubeconfig', kubeconfig, 'get', '--raw', '/version'];
    const { code, err } = await program().run('kubectl', words);
    await server.close();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(seen.at(-1)).toMatch(TOKEN);
  });
});

test('kubectl is answered in the version that it asks for', async () => {
  const { run } = program();
  const answer = async (version: string) => {
    const environment = { KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion: version }) };
    const { out } = await run('vk', ['kubectl-credential', 'work'], { environment });
    return JSON.parse(out) as { apiVersion: string; status: { expirationTimestamp: string } };
  };
  const beta = 'client.authentication.k8s.io/v1beta1';
  expect((await answer(beta)).apiVersion).toBe(beta);
  const other = await answer('something/else');
  expect(other.apiVersion).toBe('client.authentication.k8s.io/v1');
  expect(other.status.expirationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

describe.runIf(isInstalled('npm'))('npm', () => {
  test('sends the token of vk exec to its registry', async () => {
    const seen: string[] = [];
    const server = await startTlsServer(program().home, (request, response) => {
      seen.push(request.headers.authorization ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ username: 'ada' }));
    });
    const registry = `${server.origin}/`;
    const { code, out } = await program().run(
      'vk',
      ['exec', 'work', '--npm', registry, '--', 'npm', 'whoami', '--registry', registry],
      { environment: { npm_config_cafile: server.authority, npm_config_update_notifier: 'false' } },
    );
    await server.close();
    expect({ code, out }).toEqual({ code: 0, out: 'ada\n' });
    expect(seen.at(-1)).toMatch(/^Bearer tok-c1-/);
  }, 60_000);
});

describe.runIf(isInstalled('pip'))('pip', () => {
  test('sends the token of vk exec to its index', async () => {
    const seen: string[] = [];
    const server = await startTlsServer(program().home, (request, response) => {
      const [, credentials = ''] = (request.headers.authorization ?? '').split(' ');
      seen.push(Buffer.from(credentials, 'base64').toString());
      response.setHeader('content-type', 'text/html');
      response.end('<!DOCTYPE html><html><body></body></html>');
    });
    const index = `${server.origin}/simple`;
    const pip = ['pip', 'download', '--no-deps', '--retries', '0', 'nothing-here'];
    const ended = await program().run('vk', ['exec', 'work', '--pip', index, '--', ...pip], {
      environment: { PIP_CERT: server.authority, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    });
    await server.close();
    expect(seen.at(-1)).toMatch(/^oauth2:tok-c1-/);
    expect(ended.out + ended.err).not.toContain('tok-c1');
  }, 60_000);
});

describe('headers and files of variables', () => {
  test('headers are an object of header lines', async () => {
    const { out } = await program().run('vk', ['headers', 'work']);
    expect(JSON.parse(out)).toEqual({
      Authorization: expect.stringMatching(/^Bearer tok-c1-/) as string,
    });
  });

  test.each([
    [
      'postman',
      (file: string) => (JSON.parse(file) as { values: { value: string }[] }).values[0]?.value,
    ],
    [
      'insomnia',
      (file: string) =>
        (JSON.parse(file) as { resources: { data: { access_token: string } }[] }).resources[0]?.data
          .access_token,
    ],
    ['bruno', (file: string) => /^vars \{\n {2}access_token: (.*)\n\}\n$/.exec(file)?.[1]],
    [
      'vscode',
      (file: string) =>
        (JSON.parse(file) as Record<string, { work: { access_token: string } }>)[
          'rest-client.environmentVariables'
        ]?.work.access_token,
    ],
    ['dotenv', (file: string) => /^ACCESS_TOKEN='(.*)'\n$/.exec(file)?.[1]],
  ])('a file for %s holds the token, for this user alone', async (tool, read) => {
    const { run, home } = program();
    const words = ['env-file', 'work', '--for', tool, '--output', `files/${tool}`];
    expect((await run('vk', words)).code).toBe(0);
    const path = join(home, 'files', tool);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(read(readFileSync(path, 'utf8'))).toMatch(TOKEN);
  });
});

describe('what the shell is given', () => {
  test('bash completes commands, options, their values and accounts, also one with a space', async () => {
    const { agent, run } = program();
    const list = ['work', 'my work', "it's"].map((name, at) => ({
      id: `c${at}`,
      name,
      issuer: 'https://login.example.com',
      scope: '',
      state: 'ready',
    }));
    agent.on('GET /v1/connections', () => ({ status: 200, body: { connections: list } }));
    const script = `
      source <(vk completion bash)
      complete_line() {
        COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _vk; printf '%s|' "\${COMPREPLY[@]}"; echo
      }
      complete_line vk acc
      complete_line vk token --for
      complete_line vk token --format he
      complete_line vk token ''
      complete_line vk token my
      complete_line vk git-credential e
      complete_line vk exec work -- gi
    `;
    const { code, out, err } = await run('bash', ['--norc', '-c', script]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'accounts|',
      '--format|',
      'header|',
      "work|my\\ work|it\\'s|",
      'my\\ work|',
      'erase|',
    ]);
    expect(lines[6]?.split('|')).toContain('git');
  });

  test.runIf(isInstalled('groff'))('the manual page has no mistake that groff finds', async () => {
    const { run } = program();
    const { out } = await run('vk', ['manual']);
    const read = await run('groff', ['-man', '-ww', '-z'], { input: out });
    expect(read).toEqual({ code: 0, out: '', err: '' });
  });

  test('nothing is coloured, and a reader that goes away is no failure', async () => {
    const { run } = program();
    const { code, out, err } = await run('bash', ['-c', 'vk help | head -1']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('\u001B');
  });
});
