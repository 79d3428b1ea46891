import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import {
  INTERPRETER,
  isMessenger,
  type PeerEvidence,
  type ProcessFacts,
} from '../../core/model/consumer.ts';

/** Reads of the system's files about processes; tests give their own. */
export interface ProcFiles {
  /** The first 4 KiB. Throws where it is not there or not ours to read. */
  readonly read: (path: string) => string;
  readonly link: (path: string) => string;
}

/** A command line may have megabytes, and who writes them decides how long reading takes. */
const MOST_BYTES = 4096;

export const systemFiles: ProcFiles = {
  read(path) {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(MOST_BYTES);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, MOST_BYTES, 0));
    } finally {
      closeSync(file);
    }
  },
  link: (path) => readlinkSync(path),
};

const MOST_PARENTS = 16;
const LONGEST_PATH = 1024;

/**
 * What Linux says of a process and of those it came from, up to the first that acts for itself;
 * undefined where it is gone, or where another has taken its number meanwhile. @see proc(5)
 */
export const readPeerEvidence = (
  pid: number,
  uid: number,
  files: ProcFiles = systemFiles,
): PeerEvidence | undefined => {
  const first = readStat(files, pid);
  if (first === undefined) return undefined;
  const processes = readParentChain(files, pid);
  const folder = tryLink(files, `/proc/${pid}/cwd`);
  const container = containerOf(files, pid);
  const service = serviceOf(files, pid);
  if (readStat(files, pid)?.startedAt !== first.startedAt) return undefined;
  return {
    uid,
    processes,
    ...(folder === undefined ? {} : { folder }),
    ...(container === undefined ? {} : { container }),
    ...(service === undefined ? {} : { service }),
  };
};

/**
 * Whether a process is still the one that connected: `changed` where it is gone or runs another file, and
 * `stopped` where it waits for whoever holds it, who may change it. @see proc_pid_stat(5)
 */
export const processStillIs = (
  { pid, startedAt, executable }: ProcessFacts,
  files: ProcFiles = systemFiles,
): 'same' | 'stopped' | 'changed' => {
  const stat = readStat(files, pid);
  if (stat?.startedAt !== startedAt) return 'changed';
  if (tryLink(files, `/proc/${pid}/exe`) !== executable) return 'changed';
  return STOPPED.has(stat.state) ? 'stopped' : 'same';
};

/** By a signal, or by a debugger. */
const STOPPED: ReadonlySet<string> = new Set(['T', 't']);

const readParentChain = (files: ProcFiles, from: number): readonly ProcessFacts[] => {
  const chain: ProcessFacts[] = [];
  let pid = from;
  while (pid > 0 && chain.length < MOST_PARENTS) {
    const stat = readStat(files, pid);
    if (stat === undefined) break;
    const facts = readProcessFacts(files, pid, stat.startedAt);
    chain.push(facts);
    if (!isMessenger(facts)) break;
    pid = stat.parent;
  }
  return chain;
};

const readProcessFacts = (files: ProcFiles, pid: number, startedAt: string): ProcessFacts => {
  const executable = tryLink(files, `/proc/${pid}/exe`);
  const script = executable === undefined ? undefined : scriptOf(files, pid, executable);
  return {
    pid,
    startedAt,
    ...(executable === undefined ? {} : { executable }),
    ...(script === undefined ? {} : { script }),
    ...(isElsewhere(files, pid) ? { isElsewhere: true } : {}),
  };
};

/** What decides what a path, a process number and a user mean. @see namespaces(7), chroot(2) */
const VIEW = ['ns/mnt', 'ns/pid', 'ns/user', 'root'];

/** Whether a process sees another system than we do, or does not let us find out. */
const isElsewhere = (files: ProcFiles, pid: number): boolean =>
  VIEW.some((part) => {
    const theirs = tryLink(files, `/proc/${pid}/${part}`);
    return theirs === undefined || theirs !== tryLink(files, `/proc/self/${part}`);
  });

interface Stat {
  /** One letter. */
  readonly state: string;
  readonly parent: number;
  readonly startedAt: string;
}

/** Fields 3, 4 and 22, counted behind the name, which may hold spaces and parentheses. @see proc_pid_stat(5) */
const readStat = (files: ProcFiles, pid: number): Stat | undefined => {
  const text = attempt(() => files.read(`/proc/${pid}/stat`));
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, parent, startedAt] = [fields[0], fields[1], fields[19]];
  if (state === undefined || parent === undefined || startedAt === undefined) return undefined;
  return { state, parent: Number(parent), startedAt };
};

/** Have a word of their own before the script. */
const WITH_SUBCOMMANDS: ReadonlySet<string> = new Set(['deno', 'bun']);

/** The first word; undefined behind an option, which may hold code, or a value that is no script. */
const scriptOf = (files: ProcFiles, pid: number, executable: string): string | undefined => {
  const name = basename(executable);
  if (!INTERPRETER.test(name) || WITH_SUBCOMMANDS.has(name)) return undefined;
  const script = firstWordOf(files, pid);
  if (script === undefined) return undefined;
  if (isAbsolute(script)) return script.slice(0, LONGEST_PATH);
  const folder = tryLink(files, `/proc/${pid}/cwd`);
  return folder === undefined ? undefined : join(folder, script).slice(0, LONGEST_PATH);
};

const firstWordOf = (files: ProcFiles, pid: number): string | undefined => {
  const words = attempt(() => files.read(`/proc/${pid}/cmdline`))?.split('\0', 3) ?? [];
  // One that is not ended was cut, and may be the beginning of any path.
  const word = words.length < 3 ? '' : (words[1] ?? '');
  return word === '' || word.startsWith('-') ? undefined : word;
};

const CONTAINER_ID = /(?:docker|libpod|crio|containerd|kubepods|lxc)[^\n]*?([0-9a-f]{12})[0-9a-f]*/;

/** The container of a process that is not in ours, as far as its control group names one. @see cgroups(7) */
const containerOf = (files: ProcFiles, pid: number): string | undefined => {
  const of = (who: number | 'self') => attempt(() => files.read(`/proc/${who}/cgroup`));
  const [theirs, ours] = [of(pid), of('self')];
  if (theirs === undefined || theirs === ours) return undefined;
  const [, id] = CONTAINER_ID.exec(theirs) ?? [];
  const [, own] = CONTAINER_ID.exec(ours ?? '') ?? [];
  return id === own ? undefined : id;
};

/** Those that systemd makes for a desktop's windows say nothing of what runs in them. */
const SERVICE = /\/(?!user@|app-)([\w.@:\\-]{1,120}\.service)\n?$/;

/** The service of systemd that a process belongs to, where it is one of its own. @see systemd.service(5) */
const serviceOf = (files: ProcFiles, pid: number): string | undefined =>
  SERVICE.exec(attempt(() => files.read(`/proc/${pid}/cgroup`)) ?? '')?.[1];

const tryLink = (files: ProcFiles, path: string): string | undefined =>
  attempt(() => files.link(path))?.slice(0, LONGEST_PATH);

const attempt = <Value>(action: () => Value): Value | undefined => {
  try {
    return action();
  } catch {
    return undefined;
  }
};
