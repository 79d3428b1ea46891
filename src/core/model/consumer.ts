import { fileName } from '../../vocabulary/agent.ts';
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
}

/** What the system itself says of whoever is at the other end of a connection. */
export interface PeerEvidence {
  readonly uid: number;
  /** The process at the other end, then its parents. */
  readonly processes: readonly ProcessFacts[];
  /** Its working folder. */
  readonly folder?: string;
  /** The container it runs in, where that is not ours. */
  readonly container?: string;
}

/** A program that asks for tokens: what the system says of it, and what it says of itself. */
export interface Consumer {
  /** Equal for what is taken to be the same program in the same folder. */
  readonly id: string;
  /** What the approval is for: the program that asks, and those it was started through. Never empty. */
  readonly programs: readonly Program[];
  readonly folder?: string;
  readonly container?: string;
  /** The system says too little to know it again, or somebody else is behind it: nothing is remembered. */
  readonly isWeak: boolean;
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
/** Programs that do whatever the script says that they run. */
export const INTERPRETER =
  /^(?:sh|bash|dash|zsh|ksh|fish|node|nodejs|deno|bun|python[\d.]*|pypy[\d.]*|ruby[\d.]*|perl[\d.]*|php[\d.]*|lua[\d.]*)$/;
const MOST_PROGRAMS = 4;
const UNKNOWN_PROGRAM = '?';

/** The name without what scripts of Node end in. */
const scriptName = (path: string): string => fileName(path).replace(/\.m?js$/, '');

/** Who asks on behalf of somebody else, so that the one before it has to be named too. */
const isMessenger = ({ executable = '', script }: ProcessFacts): boolean =>
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
const shown = <One>(chain: readonly One[]): readonly One[] =>
  chain.length <= MOST_PROGRAMS
    ? chain
    : [...chain.slice(0, MOST_PROGRAMS - 1), ...chain.slice(-1)];

/** An interpreter whose script is not known may do anything, and so may one whom nobody else started. */
const isUnknownActor = (actor: ProcessFacts | undefined): boolean =>
  actor === undefined ||
  (actor.script === undefined && INTERPRETER.test(fileName(actor.executable ?? '')));

const isUnclear = ({ executable }: Program): boolean =>
  executable === UNKNOWN_PROGRAM || FORWARDERS.has(fileName(executable));

/**
 * Makes of the system's evidence whom an approval is for: the programs that ask, with their scripts,
 * in their folder. What a program says of itself has no part in that.
 * @param digest SHA-256, base64url
 */
export const consumerOf = (
  evidence: PeerEvidence | undefined,
  claimedName: string | undefined,
  digest: (text: string) => string,
): Consumer => {
  const { chain, actor } = askers(evidence?.processes ?? []);
  const all = chain.map(programOf);
  const programs = shown(all);
  const place = placeOf(evidence);
  const isWeak = place.folder === undefined || isUnknownActor(actor) || all.some(isUnclear);
  const [first] = chain;
  // What cannot be known again is at least not taken for another process.
  const process = isWeak && first !== undefined ? [first.pid, first.startedAt] : null;
  const key = [all, place.folder ?? null, place.container ?? null, process];
  return {
    id: digest(JSON.stringify(key)),
    programs: programs.length === 0 ? [{ executable: UNKNOWN_PROGRAM }] : programs,
    ...place,
    ...callerOf(first, claimedName),
    isWeak,
  };
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

const placeOf = (
  evidence: PeerEvidence | undefined,
): { readonly folder?: string; readonly container?: string } => {
  const { folder, container } = evidence ?? {};
  return {
    ...(folder === undefined ? {} : { folder }),
    ...(container === undefined ? {} : { container }),
  };
};

/** Whom to name in the ledger, in one line: the program that asked for itself last. Foreign text. */
export const consumerName = ({ programs, folder }: Consumer): string => {
  const program = programs.at(-1);
  const name = fileName(program?.script ?? program?.executable ?? UNKNOWN_PROGRAM);
  const through = programs.slice(0, -1).map(({ executable }) => fileName(executable));
  const by = through.length === 0 ? '' : ` (${through.join(', ')})`;
  return foreignText(`${name}${by}${folder === undefined ? '' : ` in ${folder}`}`);
};
