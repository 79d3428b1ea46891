import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const PASSPHRASE = 'a passphrase of the tests';

/** An authorization server by https, with refresh tokens that are good once. */
interface IssuerServer {
  readonly issuer: string;
  /** The certificate of its authority. */
  readonly authority: string;
  stop(): void;
}

const certify = (folder: string): void => {
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-subj', '/CN=localhost'];
  openssl('req', '-x509', ...key, ...names, '-keyout', 'key.pem', '-out', 'authority.pem');
};

const bodyOf = (form: URLSearchParams, valid: Set<string>): { status: number; body: object } => {
  const old = form.get('refresh_token');
  if (old !== null && !valid.delete(old)) return { status: 400, body: { error: 'invalid_grant' } };
  const refreshToken = randomBytes(24).toString('base64url');
  valid.add(refreshToken);
  return {
    status: 200,
    body: {
      access_token: randomBytes(24).toString('base64url'),
      token_type: 'Bearer',
      // Less than is asked for: each start of the agent refreshes once.
      expires_in: 600,
      refresh_token: refreshToken,
      scope: form.get('scope') ?? 'read write',
    },
  };
};

const startIssuer = async (folder: string): Promise<IssuerServer> => {
  certify(folder);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const valid = new Set<string>();
  let issuer = '';
  const server = createServer(
    { key: read('key.pem'), cert: read('authority.pem') },
    (request, response) => {
      const json = (body: object, status = 200) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      if (request.url === '/token') {
        void text(request).then((form) => {
          const { status, body } = bodyOf(new URLSearchParams(form), valid);
          json(body, status);
        });
      } else if (request.url === '/device') {
        json({
          ...{ device_code: 'device-code', user_code: 'WDJB-MJHT', interval: 1, expires_in: 600 },
          verification_uri: `${issuer}/enter`,
        });
      } else if (request.url?.startsWith('/.well-known/') === true) {
        json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          device_authorization_endpoint: `${issuer}/device`,
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
          grant_types_supported: [
            ...['authorization_code', 'refresh_token'],
            'urn:ietf:params:oauth:grant-type:device_code',
          ],
          token_endpoint_auth_methods_supported: ['none'],
        });
      } else json({}, 404);
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    authority: join(folder, 'authority.pem'),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
};

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the agent, and what it said until it listened or ended. */
export interface AgentProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly said: () => string;
  /** Resolves once it has ended. */
  readonly ended: Promise<number | null>;
}

/** The built agent and command line, an authorization server, and a home of their own. */
export interface HostWorld extends IssuerServer {
  readonly home: string;
  readonly profile: string;
  readonly socket: string;
  readonly environment: Record<string, string>;
  /** `vk` with these words; `feed` is given what it says on standard error, and answers on its input. */
  vk(words: readonly string[], feed?: (said: string) => string | undefined): Promise<Run>;
  /** Starts the agent and waits until it listens or has ended. */
  startAgent(options?: {
    readonly words?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    /** None where `null`. */
    readonly passphrase?: string | null;
  }): Promise<AgentProcess>;
  writePolicy(policy: unknown, mode?: number): void;
  /** Signs in by the pasted redirect, and gives the connection's id. */
  signIn(): Promise<string>;
}

const MODES = ['production', 'agent', 'keychain-host'];

const buildInto = async (outDir: string): Promise<void> => {
  for (const mode of MODES) {
    await build({
      configFile: join(ROOT, 'vite.cli.config.ts'),
      mode,
      build: { outDir, minify: false },
    });
  }
};

/** The redirect that the server would send the browser to, for the address that `vk login` says. */
export const redirectOf = (said: string): string | undefined => {
  const [address] = /https:\/\/\S+\/authorize\?\S+/.exec(said) ?? [];
  if (address === undefined) return undefined;
  const asked = new URL(address).searchParams;
  const redirect = new URL(asked.get('redirect_uri') ?? '');
  redirect.searchParams.set('code', createHash('sha256').update(address).digest('base64url'));
  redirect.searchParams.set('state', asked.get('state') ?? '');
  return redirect.href;
};

const follow = (child: ChildProcess): AgentProcess => {
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, pid: child.pid ?? -1, said: () => said, ended };
};

const startWorld = async (): Promise<HostWorld & { end(): Promise<void> }> => {
  // Short: a socket's path has no more than 107 bytes.
  const home = mkdtempSync(join(tmpdir(), 'vk-host-'));
  const out = join('.cache', 'test-host', home.split('/').at(-1) ?? '');
  await buildInto(out);
  const server = await startIssuer(home);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const vkPath = join(ROOT, out, 'vk.mjs');
  symlinkSync(vkPath, join(bin, 'vk'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const profile = join(home, 'profile');
  const socket = join(home, 'run', 'valet-key', 'agent.sock');
  const environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: join(home, 'run'),
    NODE_EXTRA_CA_CERTS: server.authority,
  };
  const running = new Set<ChildProcess>();
  const run = async (
    child: ChildProcess,
    feed: (said: string) => string | undefined,
  ): Promise<Run> => {
    let err = '';
    let isFed = false;
    child.stdin?.on('error', () => undefined);
    child.stderr?.on('data', (piece: Buffer) => {
      err += piece.toString();
      const answer = isFed ? undefined : feed(err);
      if (answer === undefined) return;
      isFed = true;
      child.stdin?.end(`${answer}\n`);
    });
    let printed = '';
    child.stdout?.on('data', (piece: Buffer) => (printed += piece.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out: printed, err };
  };
  const vk: HostWorld['vk'] = (words, feed) => {
    const child = spawn('vk', [...words], { env: environment, cwd: home });
    if (feed === undefined) child.stdin.end();
    return run(child, feed ?? (() => undefined));
  };
  return {
    ...server,
    home,
    profile,
    socket,
    environment,
    vk,
    async startAgent({ words = [], environment: more = {}, passphrase = PASSPHRASE } = {}) {
      const key = passphrase === null ? [] : ['--key-fd', '0'];
      const child = spawn('vk', ['agent', '--profile', profile, ...key, ...words], {
        env: { ...environment, ...more },
        cwd: home,
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      const agent = follow(child);
      running.add(child);
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await agent.ended;
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(passphrase ?? '');
      await new Promise<void>((resolve) => {
        child.stderr.on('data', () => agent.said().includes('listening') && resolve());
        void agent.ended.then(() => resolve());
      });
      return agent;
    },
    writePolicy(policy, mode = 0o600) {
      mkdirSync(profile, { recursive: true, mode: 0o700 });
      const path = join(profile, 'policy.json');
      rmSync(path, { force: true });
      const content = typeof policy === 'string' ? policy : JSON.stringify(policy);
      writeFileSync(path, content, { mode });
    },
    async signIn() {
      const words = ['login', server.issuer, '--client-id', 'cli', '--json'];
      const { out: printed, err } = await vk(words, redirectOf);
      const { connection } = JSON.parse(
        printed === '' ? `{"connection":${JSON.stringify(err)}}` : printed,
      ) as {
        connection: string;
      };
      return connection;
    },
    async end() {
      for (const child of running) child.kill('SIGKILL');
      server.stop();
      rmSync(home, { recursive: true, force: true });
      rmSync(join(ROOT, out), { recursive: true, force: true });
    },
  };
};

/** Builds once for the tests of a file. */
export const useHost = (): (() => HostWorld) => {
  let world: (HostWorld & { end(): Promise<void> }) | undefined;
  beforeAll(async () => {
    world = await startWorld();
  }, 120_000);
  afterAll(() => world?.end());
  return () => {
    if (world === undefined) throw new Error('not started');
    return world;
  };
};
