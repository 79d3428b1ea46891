import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { busConfig } from '../../tools/rig/session-bus.ts';

const run = promisify(execFile);
const PASSWORD = 'keyring-password-of-a-test';
const SECRETS = 'org.freedesktop.secrets';
const PROMPTER = 'org.gnome.keyring.SystemPrompter';
const SERVICE_PATH = '/org/freedesktop/secrets';
const LOCK = 'org.freedesktop.Secret.Service.Lock';
const LOGIN = `${SERVICE_PATH}/collection/login`;
const SERVICE_FILES = '/usr/share/dbus-1/services';

/** A private D-Bus session with a real gnome-keyring of its own. */
export interface KeyringSession {
  /** For every process that shall use this keyring and no other. */
  readonly env: NodeJS.ProcessEnv;
  /** The login collection becomes locked; without a display its prompt is dismissed at once. */
  lock(): Promise<void>;
  /** The login collection is unlocked: a new daemon that was given the password takes over. */
  unlock(): Promise<void>;
  /** `kill -9` to the keyring daemon; the bus may start another, locked, when somebody asks. */
  killDaemon(): Promise<void>;
  /** A person deletes their keyring files; a new daemon makes an empty, unlocked one. */
  reset(): Promise<void>;
  /** The files that `reset` deleted are back, in place of the new ones. */
  restore(): Promise<void>;
  /** Ends the bus itself; `startBus` makes another under the same address. */
  stopBus(): Promise<void>;
  startBus(): Promise<void>;
  /** Resolves when an unlock prompt is on the display. */
  prompted(): Promise<void>;
  /** `secret-tool` in this session; `input` goes to its standard input. */
  secretTool(args: readonly string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface SessionOptions {
  /** The bus starts no keyring daemon by itself: once killed, nothing serves secrets. */
  readonly withoutActivation?: true;
  /** Where the keyrings go, instead of a folder in the session's home. */
  readonly dataHome?: string;
  /** An X display on which unlock prompts are shown (and stay unanswered). */
  readonly display?: string;
}

const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const stopChild = async (child: ChildProcess): Promise<void> => {
  const gone = exitOf(child);
  child.kill('SIGKILL');
  await gone;
};

const privateEnv = (home: string, options: SessionOptions): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LANG: 'C.UTF-8',
  HOME: home,
  XDG_DATA_HOME: options.dataHome ?? join(home, 'data'),
  XDG_RUNTIME_DIR: join(home, 'run'),
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_CACHE_HOME: join(home, 'cache'),
  DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'bus')}`,
  ...(options.display === undefined ? {} : { DISPLAY: options.display }),
});

const firstLine = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the bus ended at once')));
  });

const startBus = async (home: string, env: NodeJS.ProcessEnv, withServices: boolean) => {
  const config = join(home, 'bus.conf');
  await writeFile(
    config,
    busConfig(`unix:path=${join(home, 'bus')}`, withServices ? SERVICE_FILES : undefined),
  );
  await rm(join(home, 'bus'), { force: true });
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await firstLine(bus);
  return bus;
};

/** The process that owns a name on the bus, if any does. */
const ownerOf = async (env: NodeJS.ProcessEnv, name: string): Promise<number | undefined> => {
  const method = 'org.freedesktop.DBus.GetConnectionUnixProcessID';
  const where = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'];
  try {
    const args = ['call', '--session', ...where, '--method', method, name];
    const { stdout } = await run('gdbus', args, { env });
    return Number(/uint32 (\d+)/.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
};

const waitForOwner = async (env: NodeJS.ProcessEnv, name: string): Promise<void> => {
  await run('gdbus', ['wait', '--session', '--timeout', '20', name], { env });
};

const startKeyring = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const args = ['--unlock', '--foreground', '--components=secrets'];
  const daemon = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  daemon.stdin.end(PASSWORD);
  await waitForOwner(env, SECRETS);
};

const killOwner = async (env: NodeJS.ProcessEnv, name: string): Promise<void> => {
  const pid = await ownerOf(env, name);
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    // The bus may still name one that has just been killed.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
};

const feed = (command: string, args: readonly string[], env: NodeJS.ProcessEnv, input: string) =>
  new Promise<string>((resolve, reject) => {
    const child = execFile(command, args, { env }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
    child.stdin?.end(input);
  });

/** Starts a session; `stop` ends all of it and removes its files. */
export const startKeyringSession = async (
  options: SessionOptions = {},
): Promise<KeyringSession> => {
  const home = await mkdtemp(join(tmpdir(), 'valet-key-keyring-'));
  const env = privateEnv(home, options);
  const keyrings = join(options.dataHome ?? join(home, 'data'), 'keyrings');
  await mkdir(join(home, 'run'), { mode: 0o700 });
  const newBus = (): Promise<ChildProcess> =>
    startBus(home, env, options.withoutActivation === undefined);
  let bus = await newBus();
  await startKeyring(env);
  return {
    env,
    async lock() {
      const where = ['--dest', SECRETS, '--object-path', SERVICE_PATH, '--method', LOCK];
      await run('gdbus', ['call', '--session', ...where, `['${LOGIN}']`], { env });
    },
    async unlock() {
      await killOwner(env, SECRETS);
      await startKeyring(env);
    },
    killDaemon: () => killOwner(env, SECRETS),
    async reset() {
      await killOwner(env, SECRETS);
      await rename(keyrings, `${keyrings}.old`);
      await startKeyring(env);
    },
    async restore() {
      await killOwner(env, SECRETS);
      await rm(keyrings, { recursive: true });
      await rename(`${keyrings}.old`, keyrings);
      await startKeyring(env);
    },
    async stopBus() {
      await killOwner(env, SECRETS);
      await stopChild(bus);
    },
    async startBus() {
      bus = await newBus();
    },
    prompted: () => waitForOwner(env, PROMPTER),
    secretTool: (args, input = '') => feed('secret-tool', args, env, input),
    async stop() {
      await killOwner(env, PROMPTER);
      await killOwner(env, SECRETS);
      await stopChild(bus);
      await rm(home, { recursive: true, force: true });
    },
  };
};
