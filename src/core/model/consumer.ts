import { fileName, type ConsumerWeakness } from '../../vocabulary/agent.ts';
import { foreignText } from '../fault/foreign-text.ts';

/** One process, as the kernel describes it. */
export interface ProcessFacts {
  readonly pid: number;
  /** Clock ticks from the system's start to the process's: tells two processes of one pid apart. */
  readonly startedAt: string;
  /** The file it runs; absent where the kernel does not say. */
  readonly executable?: string;
  /** The file an interpreter was given. From the command line, which the process can change. */
  readonly script?: string;
  /** It sees other files, processes or users than we do, so that its paths may mean something else. */
  readonly isElsewhere?: true;
}

/** What the system itself says of whoever is at the other end of a connection. */
export interface PeerEvidence {
  readonly uid: number;
  /** The process at the other end, then its parents, as far as they are needed. */
  readonly processes: readonly ProcessFacts[];
  /** Its working folder. */
  readonly folder?: string;
  /** The container it runs in, where that is not ours. */
  readonly container?: string;
  /** The service that it belongs to, where the system has one for it. @see systemd.service(5) */
  readonly service?: string;
}

/** A program that asks for tokens: what the system says of it, and what it says of itself. */
export interface Consumer {
  /** Equal for what is taken to be the same program in the same folder. */
  readonly id: string;
  /** What the approval is for: the program that asks, and those it was started through. Never empty. */
  readonly programs: readonly Program[];
  readonly folder?: string;
  readonly container?: string;
  /** The service that started it, where nobody else is left who did. */
  readonly service?: string;
  /** The system says too little to know it again, or somebody else is behind it: nothing is remembered. */
  readonly isWeak: boolean;
  /** Why it is weak. */
  readonly weakness?: ConsumerWeakness;
  /** Its own word, and shown as that. */
  readonly claimedName?: string;
  readonly pid?: number;
}

/** A program by its file, and by the script it runs where it is an interpreter. */
export interface Program {
  readonly executable: string;
  readonly script?: string;
}

/** Programs that carry a request for whoever started them. */
const MESSENGERS: ReadonlySet<string> = new Set([
  ...['curl', 'wget', 'http', 'https', 'xh', 'jq'],
  ...['vk', 'valet-key', 'git-credential-valet-key', 'docker-credential-valet-key'],
  ...['git', 'git-remote-https', 'git-remote-http', 'docker', 'kubectl'],
  ...['env', 'nice', 'nohup', 'setsid', 'stdbuf', 'timeout', 'xargs', 'npm', 'npx'],
]);
const SHELLS: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'dash',
  'zsh',
  'fish',
  'ksh',
  'busybox',
]);
/** Programs behind which anybody may be, on any machine. */
const FORWARDERS: ReadonlySet<string> = new Set([
  ...['sshd', 'sshd-session', 'ssh', 'socat', 'nc', 'ncat', 'nc.openbsd', 'nc.traditional'],
  ...['docker-proxy', 'containerd-shim', 'containerd-shim-runc-v2', 'rootlesskit', 'slirp4netns'],
]);
/** They adopt processes whose parents have ended: that they are the parent says nothing of who asked. */
const ADOPTERS: ReadonlySet<string> = new Set([
  ...['systemd', 'init', 'launchd', 'tini', 'dumb-init', 'catatonit', 'runit', 's6-svscan'],
]);
/** Programs that do whatever the script says that they run. */
export const INTERPRETER =
  /^(?:sh|bash|dash|zsh|ksh|fish|pwsh|node|nodejs|deno|bun|java|dotnet|mono|expect|Rscript|julia|(?:python|pypy|ruby|perl|php|lua|luajit|tclsh|wish|guile)[\d.-]*)$/;
const MOST_PROGRAMS = 4;
const UNKNOWN_PROGRAM = '?';

/** The name without what scripts of Node end in. */
const scriptName = (path: string): string => fileName(path).replace(/\.m?js$/, '');

/** Who asks on behalf of somebody else, so that the one before it has to be named too. */
export const isMessenger = ({ executable = '', script }: ProcessFacts): boolean =>
  MESSENGERS.has(fileName(executable)) ||
  (script === undefined ? SHELLS.has(fileName(executable)) : MESSENGERS.has(scriptName(script)));

/** The process that asks and its parents, up to the first that acts for itself. */
const askers = (
  processes: readonly ProcessFacts[],
): { readonly chain: readonly ProcessFacts[]; readonly actor: ProcessFacts | undefined } => {
  const last = processes.findIndex((one) => !isMessenger(one));
  return last === -1
    ? { chain: processes, actor: undefined }
    : { chain: processes.slice(0, last + 1), actor: processes[last] };
};

/** So many as can be shown; the one that acts is never left out. */
export const shownPrograms = (chain: readonly Program[]): readonly Program[] =>
  chain.length <= MOST_PROGRAMS
    ? chain
    : [...chain.slice(0, MOST_PROGRAMS - 1), ...chain.slice(-1)];

/** What makes a program one that cannot be recognised; undefined where nothing does. */
const identityWeakness = (
  { processes, folder, service }: PeerEvidence,
  actor: ProcessFacts | undefined,
): ConsumerWeakness | undefined => {
  const names = processes.map(({ executable = UNKNOWN_PROGRAM }) => fileName(executable));
  if (names.some((name) => FORWARDERS.has(name))) return 'forwarded';
  if (processes.some(({ isElsewhere }) => isElsewhere === true)) return 'other-namespace';
  if (folder === undefined || names.includes(UNKNOWN_PROGRAM)) return 'not-named';
  return actor === undefined ? 'no-parent' : weaknessOfActor(actor, service);
};

const weaknessOfActor = (
  actor: ProcessFacts,
  service: string | undefined,
): ConsumerWeakness | undefined => {
  if (isAdopter(actor) && service === undefined) return 'no-parent';
  const isOpenInterpreter = INTERPRETER.test(fileName(actor.executable ?? ''));
  return actor.script === undefined && isOpenInterpreter ? 'no-script' : undefined;
};

const isAdopter = ({ executable = '' }: ProcessFacts): boolean =>
  ADOPTERS.has(fileName(executable));

const NO_EVIDENCE: PeerEvidence = { uid: -1, processes: [] };

/**
 * Makes of the system's evidence whom an approval is for: the programs that ask, with their scripts,
 * in their folder. What a program says of itself has no part in that.
 * @param digest SHA-256, base64url
 * @param connection differs for each connection: what cannot be known again is known on one only
 */
export const consumerOf = (
  evidence: PeerEvidence | undefined,
  claimedName: string | undefined,
  digest: (text: string) => string,
  connection = '',
): Consumer => {
  const { chain, actor } = askers(evidence?.processes ?? []);
  const programs = chain.map(programOf);
  const weakness = identityWeakness({ ...(evidence ?? NO_EVIDENCE), processes: chain }, actor);
  const isAdopted = actor !== undefined && isAdopter(actor);
  const known = {
    programs: programs.length === 0 ? [{ executable: UNKNOWN_PROGRAM }] : programs,
    ...placeOf(evidence, isAdopted),
  };
  const [first] = chain;
  return {
    id: weakness === undefined ? consumerId(known, digest) : digest(weakKey(first, connection)),
    ...known,
    ...callerOf(first, claimedName),
    isWeak: weakness !== undefined,
    ...(weakness === undefined ? {} : { weakness }),
  };
};

/** What a program is recognised by: all of it is evidence of the system. */
export const consumerId = (
  { programs, folder, container, service }: Place & Pick<Consumer, 'programs'>,
  digest: (text: string) => string,
): string => digest(JSON.stringify([programs, folder ?? null, container ?? null, service ?? null]));

const weakKey = (first: ProcessFacts | undefined, connection: string): string =>
  JSON.stringify(['weak', first?.pid ?? null, first?.startedAt ?? null, connection]);

/** Whom to be patient with: the program that acts, in whatever folder and on whatever connection. */
export const actingProgram = ({ programs }: Consumer): string => {
  const { executable = UNKNOWN_PROGRAM, script = '' } = programs.at(-1) ?? {};
  return JSON.stringify([executable, script]);
};

const programOf = ({ executable, script }: ProcessFacts): Program => ({
  executable: executable ?? UNKNOWN_PROGRAM,
  ...(script === undefined ? {} : { script }),
});

const callerOf = (
  first: ProcessFacts | undefined,
  claimedName: string | undefined,
): Pick<Consumer, 'claimedName' | 'pid'> => ({
  ...(claimedName === undefined ? {} : { claimedName }),
  ...(first === undefined ? {} : { pid: first.pid }),
});

type Place = Pick<Consumer, 'folder' | 'container' | 'service'>;

const placeOf = (evidence: PeerEvidence | undefined, isAdopted: boolean): Place => {
  const { folder, container, service } = evidence ?? {};
  return {
    ...(folder === undefined ? {} : { folder }),
    ...(container === undefined ? {} : { container }),
    ...(service === undefined || !isAdopted ? {} : { service }),
  };
};

/** Whom to name in the ledger, in one line: the program that asked for itself last. Foreign text. */
export const consumerName = ({ programs: all, folder }: Consumer): string => {
  const programs = shownPrograms(all);
  const program = programs.at(-1);
  const name = fileName(program?.script ?? program?.executable ?? UNKNOWN_PROGRAM);
  const through = programs.slice(0, -1).map(({ executable }) => fileName(executable));
  const by = through.length === 0 ? '' : ` (${through.join(', ')})`;
  return foreignText(`${name}${by}${folder === undefined ? '' : ` in ${folder}`}`);
};
