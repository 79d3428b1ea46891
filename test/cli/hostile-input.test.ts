import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Child, ChildEnd } from '../../src/cli/platform/platform.ts';
import { useShell } from './shell.ts';

const shell = useShell();

/** The agent gives this token from now on. */
const giveToken = (token: string): void =>
  shell().agent.on('POST /v1/token', () => ({
    status: 200,
    body: {
      access_token: token,
      token_type: 'Bearer',
      connection: 'c1',
      issuer: 'https://login.example.com',
    },
  }));

test.each(['http://mcp.example.com/mcp', 'http://localhost.example.com/mcp', 'ftp://127.0.0.1/'])(
  'an MCP server at %s, where a token could be read on the way, is not spoken to',
  async (address) => {
    const { agent, vk } = shell();
    const { code, err } = await vk(['mcp', '--account', 'work', address]);
    expect(code).toBe(2);
    expect(err).toContain('https');
    expect(agent.asked).toEqual([]);
  },
);

describe('a registry that docker asks for', () => {
  test.each([
    'http://registry.example.com',
    'HTTP://registry.example.com',
    'hTTp://registry.example.com/v2/',
    'ftp://registry.example.com',
    'https://registry.example.com@evil.example',
    'https://evil.example/https://registry.example.com',
    'registry.example.com.evil.example',
    'registry.example.com:80',
  ])('gets no token as %s, where registry.example.com is named', async (server) => {
    const { home, agent, vk } = shell();
    const folder = join(home, '.config', 'valet-key');
    mkdirSync(folder, { recursive: true });
    const hosts = { 'registry.example.com': { account: 'work' } };
    writeFileSync(join(folder, 'hosts.json'), JSON.stringify(hosts), { mode: 0o600 });
    const { code, out } = await vk(['docker-credential', 'get'], { input: `${server}\n` });
    expect({ code, out }).toEqual({ code: 1, out: 'credentials not found in native keychain\n' });
    expect(agent.asked).toEqual([]);
  });
});

describe('a remote that git asks for', () => {
  test.each([
    ['plain http', 'protocol=http\nhost=git.example.com\n'],
    ['another spelling of http', 'protocol=HTTPS\nhost=git.example.com\n'],
    ['a host that ends in a carriage return', 'protocol=https\nhost=git.example.com\r\n'],
    ['a host with another port', 'protocol=https\nhost=git.example.com:8443\n'],
    ['a host with a user in it', 'protocol=https\nhost=git.example.com@evil.example\n'],
    ['a second host behind the first', 'protocol=https\nhost=git.example.com\nhost=evil.example\n'],
    ['a second protocol behind the first', 'protocol=https\nhost=git.example.com\nprotocol=http\n'],
    ['a host with a NUL in it', 'protocol=https\nhost=git.example.com\0evil.example\n'],
    ['no host', 'protocol=https\n'],
    ['an empty host', 'protocol=https\nhost=\n'],
  ])('gets no token for %s', async (_what, input) => {
    const { agent, vk } = shell();
    const words = ['git-credential', '--account', 'work', '--host', 'git.example.com', 'get'];
    expect(await vk(words, { input })).toMatchObject({ code: 0, out: '' });
    expect(agent.asked).toEqual([]);
  });
});

describe('a token that a server has made up as a template', () => {
  test.each([
    ['postman', '{{client_secret}}'],
    ['insomnia', "{% file '/etc/passwd' %}"],
    ['bruno', '{{process.env.AWS_SECRET_ACCESS_KEY}}'],
    ['vscode', '{{$processEnv AWS_SECRET_ACCESS_KEY}}'],
    ['dotenv', '${AWS_SECRET_ACCESS_KEY}'],
    ['dotenv', '$HOME'],
    ['dotenv', '`id`'],
  ])('is not written to a file for %s: %s', async (tool, token) => {
    giveToken(token);
    const { code, out, err } = await shell().vk(['env-file', 'work', '--for', tool]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('template');
  });

  test('is not given to npm, which would read a variable', async () => {
    giveToken('${AWS_SECRET_ACCESS_KEY}');
    const words = ['exec', 'work', '--npm', 'https://npm.example.com/', '--', 'npm', 'ci'];
    expect(await shell().vk(words)).toMatchObject({ code: 1, out: '' });
  });
});

describe('what is written in a folder of others', () => {
  test('goes through no link that lies at a name which can be foreseen', async () => {
    const { home, vk } = shell();
    const victim = join(home, 'victim');
    writeFileSync(victim, 'mine');
    const folder = join(home, 'shared');
    mkdirSync(folder);
    symlinkSync(victim, join(folder, `token.env.${String(process.pid)}.new`));
    symlinkSync(victim, join(folder, 'token.env'));
    const words = ['env-file', 'work', '--for', 'dotenv', '--output', 'shared/token.env'];
    expect((await vk(words)).code).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'token.env'), 'utf8')).toContain('ACCESS_TOKEN=');
    expect(statSync(join(folder, 'token.env')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('leaves nothing behind where it cannot be put in its place', async () => {
    const { home, vk } = shell();
    mkdirSync(join(home, 'shared', 'token.env', 'full'), { recursive: true });
    const words = ['env-file', 'work', '--for', 'dotenv', '--output', 'shared/token.env'];
    await expect(vk(words)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(join(home, 'shared'))).toEqual(['token.env']);
  });
});

describe('the private file of a program that runs for long', () => {
  test.each(['', 'relative/folder'])(
    'is not put into the folder one is in by XDG_RUNTIME_DIR=%j',
    async (value) => {
      const { home, vk } = shell();
      const seen: string[] = [];
      const run = (child: Child): Promise<ChildEnd> => {
        seen.push(child.environment['ACCESS_TOKEN_FILE'] ?? '');
        return Promise.resolve({ kind: 'exited', code: 0 });
      };
      const environment = { XDG_RUNTIME_DIR: value, TMPDIR: home };
      expect((await vk(['exec', 'work', '--file', '--', 'true'], { environment, run })).code).toBe(
        0,
      );
      expect(seen).toHaveLength(1);
      expect(seen[0]?.startsWith(`${home}/valet-key-`)).toBe(true);
      expect(existsSync(seen[0] ?? '')).toBe(false);
    },
  );
});

describe('names with the terminal’s own commands in them', () => {
  const CONTROL = /[\p{Cc}\p{Cf}]/u;
  const name = 'a\u001b]0;title\u0007\u009b2J\u202egpj\u2066\u{e0041}';

  const listed = () =>
    shell().agent.on('GET /v1/connections', () => ({
      status: 200,
      body: {
        connections: [
          { id: 'c1', name, account: name, issuer: 'https://login.example.com', state: 'active' },
        ],
      },
    }));

  test.each([[[]], [['--names']], [['--json']]])(
    'do nothing in what accounts %j prints',
    async (more) => {
      listed();
      const { out } = await shell().vk(['accounts', ...more]);
      expect(out).toContain('a');
      expect(out.replaceAll('\n', '')).not.toMatch(CONTROL);
    },
  );

  test('are whole in JSON once it is read', async () => {
    listed();
    const { out } = await shell().vk(['accounts', '--json']);
    expect(JSON.parse(out)).toMatchObject([{ name, account: name }]);
  });

  test('do nothing in an error, as text or as JSON', async () => {
    shell().agent.on('POST /v1/token', () => ({
      status: 409,
      body: { code: 'VK_CONNECTION_AMBIGUOUS', title: name, candidates: [{ id: 'c1', name }] },
    }));
    for (const more of [[], ['--json']]) {
      const { err } = await shell().vk(['token', name, ...more]);
      expect(err).not.toBe('');
      expect(err.replaceAll('\n', '')).not.toMatch(CONTROL);
    }
  });
});
