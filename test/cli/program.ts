import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Whether a tool is on this machine: what is not there cannot be tried. */
export const isInstalled = (tool: string, ...words: readonly string[]): boolean =>
  spawnSync(tool, words.length === 0 ? ['--version'] : words).status === 0;

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built program, in a folder that is in PATH under all of its names. */
export interface Program {
  readonly home: string;
  readonly agent: FakeAgent;
  readonly environment: Record<string, string>;
  /** Runs any tool with the built vk in its PATH. */
  run(
    tool: string,
    words: readonly string[],
    more?: { input?: string; folder?: string; environment?: Record<string, string> },
  ): Promise<Run>;
}

const NAMES = ['vk', 'valet-key', 'git-credential-valet-key', 'docker-credential-valet-key'];

const buildInto = async (folder: string): Promise<void> => {
  await build({
    configFile: join(ROOT, 'vite.cli.config.ts'),
    build: { outDir: folder, minify: false },
  });
};

const startProgram = async (): Promise<Program & { end: () => Promise<void> }> => {
  const home = mkdtempSync(join(tmpdir(), 'vk-real-'));
  const bin = join(home, 'bin');
  mkdirSync(bin);
  // Relative to the repository: the configuration says so.
  const out = join('.cache', 'test-cli', home.split('/').at(-1) ?? '');
  await buildInto(out);
  for (const name of NAMES) symlinkSync(join(ROOT, out, 'vk.mjs'), join(bin, name));
  const agent = await startFakeAgent();
  // Programs read the clock of the system.
  agent.setNow(Math.floor(Date.now() / 1000));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  chmodSync(runtime, 0o700);
  const environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    VALET_KEY_SOCKET: agent.socket,
    LC_ALL: 'C.UTF-8',
  };
  const run: Program['run'] = async (tool, words, more = {}) => {
    const child = spawn(tool, words, {
      cwd: more.folder ?? home,
      env: { ...environment, ...more.environment },
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(more.input ?? '');
    const [out_, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, out: out_, err };
  };
  const end = async (): Promise<void> => {
    await agent.close();
    rmSync(home, { recursive: true, force: true });
    rmSync(join(ROOT, out), { recursive: true, force: true });
  };
  return { home, agent, environment, run, end };
};

/** One built program with one fake agent for all tests of a file. */
export const useProgram = (): (() => Program) => {
  let program: Awaited<ReturnType<typeof startProgram>> | undefined;
  beforeAll(async () => {
    program = await startProgram();
  }, 120_000);
  afterAll(() => program?.end());
  return () => {
    if (program === undefined) throw new Error('the program is built before the tests');
    return program;
  };
};

export interface TlsServer {
  readonly port: number;
  readonly origin: string;
  /** Path of the certificate that a tool has to trust; the server's own. */
  readonly authority: string;
  close(): Promise<void>;
}

/** An HTTPS server on 127.0.0.1 under the name localhost and others, with an authority that is thrown away. */
export const startTlsServer = async (
  folder: string,
  answer: RequestListener,
  names: readonly string[] = [],
): Promise<TlsServer> => {
  const at = mkdtempSync(join(folder, 'tls-'));
  const [key, certificate] = [join(at, 'key.pem'), join(at, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', certificate],
      ...[
        '-addext',
        `subjectAltName=${['localhost', ...names].map((name) => `DNS:${name}`).join(',')}`,
      ],
    ],
    { stdio: 'ignore' },
  );
  const server: Server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    answer,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `https://localhost:${port}`,
    authority: certificate,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
