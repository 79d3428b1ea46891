import { readFileSync, readlinkSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { INTERPRETER, type PeerEvidence, type ProcessFacts } from '../../core/model/consumer.ts';

/** Reads of the system's files about processes; tests give their own. */
export interface ProcFiles {
  /** Throws where it is not there or not ours to read. */
  readonly read: (path: string) => string;
  readonly link: (path: string) => string;
}

const systemFiles: ProcFiles = {
  read: (path) => readFileSync(path, 'utf8'),
  link: (path) => readlinkSync(path),
};

const MOST_PARENTS = 16;
const LONGEST_PATH = 1024;

/**
 * What Linux says of a process and of those it came from; undefined where it is gone, or where another
 * has taken its number meanwhile. @see proc(5)
 */
export const readPeerEvidence = (
  pid: number,
  uid: number,
  files: ProcFiles = systemFiles,
): PeerEvidence | undefined => {
  const first = statOf(files, pid);
  if (first === undefined) return undefined;
  const processes = chainOf(files, pid);
  const folder = tryLink(files, `/proc/${pid}/cwd`);
  const container = containerOf(files, pid);
  if (statOf(files, pid)?.startedAt !== first.startedAt) return undefined;
  return {
    uid,
    processes,
    ...(folder === undefined ? {} : { folder }),
    ...(container === undefined ? {} : { container }),
  };
};

const chainOf = (files: ProcFiles, from: number): readonly ProcessFacts[] => {
  const chain: ProcessFacts[] = [];
  let pid = from;
  while (pid > 0 && chain.length < MOST_PARENTS) {
    const stat = statOf(files, pid);
    if (stat === undefined) break;
    chain.push(factsOf(files, pid, stat.startedAt));
    pid = stat.parent;
  }
  return chain;
};

const factsOf = (files: ProcFiles, pid: number, startedAt: string): ProcessFacts => {
  const executable = tryLink(files, `/proc/${pid}/exe`);
  const script = executable === undefined ? undefined : scriptOf(files, pid, executable);
  return {
    pid,
    startedAt,
    ...(executable === undefined ? {} : { executable }),
    ...(script === undefined ? {} : { script }),
  };
};

interface Stat {
  readonly parent: number;
  readonly startedAt: string;
}

/** Fields 4 and 22, counted behind the name, which may hold spaces and parentheses. @see proc_pid_stat(5) */
const statOf = (files: ProcFiles, pid: number): Stat | undefined => {
  const text = attempt(() => files.read(`/proc/${pid}/stat`));
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const [parent, startedAt] = [fields[1], fields[19]];
  if (parent === undefined || startedAt === undefined) return undefined;
  return { parent: Number(parent), startedAt };
};

/** Have a word of their own before the script. */
const WITH_SUBCOMMANDS: ReadonlySet<string> = new Set(['deno', 'bun']);

/** The first word; undefined behind an option, which may hold code, or a value that is no script. */
const scriptOf = (files: ProcFiles, pid: number, executable: string): string | undefined => {
  const name = basename(executable);
  if (!INTERPRETER.test(name) || WITH_SUBCOMMANDS.has(name)) return undefined;
  const script = attempt(() => files.read(`/proc/${pid}/cmdline`))?.split('\0', 2)[1];
  if (script === undefined || script === '' || script.startsWith('-')) return undefined;
  if (isAbsolute(script)) return script.slice(0, LONGEST_PATH);
  const folder = tryLink(files, `/proc/${pid}/cwd`);
  return folder === undefined ? undefined : join(folder, script).slice(0, LONGEST_PATH);
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

const tryLink = (files: ProcFiles, path: string): string | undefined =>
  attempt(() => files.link(path))?.slice(0, LONGEST_PATH);

const attempt = <Value>(action: () => Value): Value | undefined => {
  try {
    return action();
  } catch {
    return undefined;
  }
};
