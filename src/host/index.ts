/** `valet-key agent`: the program without a window, for servers, containers and SSH. Plain Node, no Electron. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { isValetKeyError } from '../core/fault/valet-key-error.ts';
import type { Log } from '../core/port/log.ts';
import { createFileLog, LOG_FILE } from '../main/adapter/system/file-log.ts';
import { systemClock } from '../main/adapter/system/system-ports.ts';
import { buildOf } from '../main/instance/channel.ts';
import { keepMemoryOutOfCoreDumps } from '../main/instance/process.ts';
import { makeProfileFolder } from '../main/instance/profile-folder.ts';
import { takeProfileLock } from '../main/instance/profile-lock.ts';
import { noteProfileOwner, notedProfileOwner } from '../main/instance/profile-owner.ts';
import { agentSocketPath } from '../vocabulary/agent.ts';
import type { ErrorCode } from '../vocabulary/error-code.ts';
import { activatedDescriptor, listenOnDescriptor } from './activation.ts';
import { composeHost, type HostProgram } from './compose.ts';
import { askPassphrase, givenPassphrase, PassphraseRefused } from './passphrase.ts';
import { NoPlaceForSecrets, openHostSecrets } from './secrets.ts';

/** Set by the build from package.json. */
declare const VALET_KEY_VERSION: string;

/** What stood on the command line. */
export interface AgentArguments {
  readonly profile?: string | undefined;
  readonly policy?: string | undefined;
  /** A descriptor that the vault's passphrase can be read from. */
  readonly keyDescriptor?: number | undefined;
}

/** Why the agent did not start, for the person. */
export interface AgentRefusal {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly next: string;
}

class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: AgentRefusal;

  constructor(sentence: string, next: string, code: ErrorCode = 'VK_INVALID_INPUT') {
    super(sentence);
    this.refusal = { code, sentence, next };
  }
}

/** Writes under way get so long; then the program ends anyway. */
const PATIENCE_MS = 5000;

/**
 * Runs the agent until it is told to stop (SIGTERM, SIGINT); SIGHUP reads the policy file again.
 *
 * @returns why it did not start; otherwise the process ends here
 */
export const runAgent = async (given: AgentArguments): Promise<AgentRefusal> => {
  try {
    const program = await start(given);
    await untilStopped(program);
    // Whatever is still open: all that had to be written is.
    process.exit(0);
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.refusal;
    throw thrown;
  }
};

const start = async (given: AgentArguments): Promise<HostProgram> => {
  const { env, platform } = process;
  if (platform === 'win32') {
    throw new Refused('The agent without a window does not run on Windows.', 'Start Valet Key.');
  }
  const descriptor = activatedDescriptor(env, process.pid);
  keepMemoryOutOfCoreDumps(platform);
  const build = buildOf({ packaged: isInstalled(), isMarked: false, env });
  const profileFolder = given.profile ?? join(applicationData(env, platform), build.profileName);
  await own(profileFolder);
  const log = createFileLog({ path: join(profileFolder, LOG_FILE), clock: systemClock });
  reportUncaught(log);
  const program = await compose(given, {
    profileFolder,
    keychainService: build.keychainService,
    descriptor,
    log,
  });
  const { state, path = '?', obstacle = 'failed' } = program.agentView();
  if (state === 'listening') {
    process.stderr.write(`valet-key agent: listening on ${path}\n`);
    return program;
  }
  await program.close();
  const next = 'See docs/agent-without-a-window.md.';
  throw new Refused(`The agent cannot listen on ${path} (${obstacle}).`, next);
};

const compose = async (
  given: AgentArguments,
  parts: {
    readonly profileFolder: string;
    readonly keychainService: string;
    readonly descriptor: number | undefined;
    readonly log: Log;
  },
): Promise<HostProgram> => {
  const { profileFolder, keychainService, descriptor, log } = parts;
  try {
    const passphrase = givenPassphrase(given.keyDescriptor, process.env)?.passphrase;
    return await composeHost({
      profileFolder,
      policyPath: given.policy ?? join(profileFolder, 'policy.json'),
      socketPath: socketPath(profileFolder),
      ...(descriptor === undefined
        ? {}
        : { listen: (server) => listenOnDescriptor(server, descriptor) }),
      version: VALET_KEY_VERSION,
      log,
      openSecrets: (settings) =>
        openHostSecrets({
          profileFolder,
          programFolder: import.meta.dirname,
          keychainService,
          settings,
          log,
          passphrase,
          askPassphrase: atTerminal,
        }),
    });
  } catch (thrown) {
    throw refusalOfSecrets(thrown) ?? thrown;
  }
};

const WAYS =
  'Give it on a descriptor (--key-fd), as the systemd credential "valet-key", or at a terminal.';

const refusalOfSecrets = (thrown: unknown): Refused | undefined => {
  if (thrown instanceof PassphraseRefused) return new Refused(thrown.message, WAYS);
  if (thrown instanceof NoPlaceForSecrets) {
    return new Refused(thrown.message, WAYS, 'VK_KEYCHAIN_UNAVAILABLE');
  }
  if (isValetKeyError(thrown, 'VK_KEYCHAIN_DENIED')) {
    return new Refused('This passphrase does not open the vault.', WAYS, 'VK_KEYCHAIN_DENIED');
  }
  if (isValetKeyError(thrown, 'VK_INVALID_INPUT')) {
    return new Refused('A passphrase has at least 8 characters.', WAYS);
  }
  return undefined;
};

/** Makes this process the owner of the profile, or says who is. */
const own = async (profileFolder: string): Promise<void> => {
  if (!isAbsolute(profileFolder))
    throw new Refused('--profile wants an absolute path.', 'Say it whole.');
  try {
    makeProfileFolder(profileFolder);
  } catch {
    throw new Refused(`The folder ${profileFolder} cannot be used.`, 'See whose it is.');
  }
  if (await takeProfileLock(profileFolder)) {
    noteProfileOwner(profileFolder, 'agent');
    return;
  }
  const owner = notedProfileOwner(profileFolder);
  const who =
    owner === undefined
      ? 'Another process'
      : `${owner.kind === 'agent' ? 'Another agent' : 'Valet Key with its window'} (process ${owner.pid})`;
  throw new Refused(
    `${who} has the profile ${profileFolder}.`,
    'It answers programs itself; end it, or name another folder with --profile.',
  );
};

const atTerminal = (isNew: boolean) => {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return Promise.resolve(undefined);
  const question = isNew ? 'Choose a passphrase for the vault: ' : 'Passphrase of the vault: ';
  return askPassphrase(question, stdin, stderr);
};

/** A work tree has this beside the bundle's folders; a package does not. */
const isInstalled = (): boolean =>
  !existsSync(join(import.meta.dirname, '../../electron-builder.yml'));

const applicationData = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  const { XDG_CONFIG_HOME: stated } = env;
  return stated?.startsWith('/') === true ? stated : join(homedir(), '.config');
};

const socketPath = (profileFolder: string): string =>
  agentSocketPath(process.env, homedir(), join) ?? join(profileFolder, 'run', 'agent.sock');

const untilStopped = async (program: HostProgram): Promise<void> => {
  process.on('SIGHUP', program.reload);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  await Promise.race([program.close(), patience]);
};

/** Token code may be on the stack: the kind of error is logged, its message never. */
const reportUncaught = (log: Log): void => {
  const report = (thrown: unknown): void =>
    log.warn('uncaught', { kind: thrown instanceof Error ? thrown.name : typeof thrown });
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
};
