/**
 * What the command line needs of the system it runs on. Everything outside of this folder is plain
 * JavaScript, so that the same source runs on Node and on a small compiled engine.
 */
export interface Platform {
  /** What was typed after the name of the program. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly isTerminal: { readonly input: boolean; readonly output: boolean };
  /** The person the process runs as; undefined where the system has no such number. */
  readonly uid: number | undefined;
  /** Seconds since the epoch. */
  now(): number;
  /** Resolves after so many seconds, or at once when the signal is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
  /** Resolves when the text is written; a reader that has gone away is no error. */
  writeOutput(text: string): Promise<void>;
  writeError(text: string): Promise<void>;
  /** All of standard input as UTF-8; undefined when there is more than `limit` bytes. */
  readInput(limit: number): Promise<string | undefined>;
  /** Calls back with each line of standard input, until the signal is aborted. */
  onLine(signal: AbortSignal, line: (text: string) => void): void;
  readonly files: Files;
  readonly socket: AgentSocket;
  /** Starts a program and waits for its end. */
  run(child: Child): Promise<ChildEnd>;
  /** Passes requests on to one API until the program is told to stop. */
  runProxy(proxy: Proxy): Promise<void>;
  /** Runs the agent without a window until it is told to stop; the process ends with it. Gives why it did not start. */
  runAgent(options: AgentOptions): Promise<AgentRefusal>;
}

/** How the agent without a window is started. */
export interface AgentOptions {
  /** The folder of its files. */
  readonly profile?: string | undefined;
  readonly policy?: string | undefined;
  /** The descriptor of the vault's passphrase. */
  readonly keyDescriptor?: number | undefined;
}

/** Why it did not start. */
export interface AgentRefusal {
  readonly code: string;
  readonly sentence: string;
  readonly next: string;
}

/** Requests that come in at a socket and go to one API, by way of the agent, which alone has the token. */
export interface Proxy {
  /** A path in a folder that is private to its user. */
  readonly socket: string;
  /** Host and perhaps port of the API, as requests have to name it. */
  readonly host: string;
  readonly agentSocket: string;
  /** Header fields by which the agent knows who asks. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where requests go on the agent's socket. */
  path(): Promise<string>;
  onListening(): Promise<void>;
}

/** Paths are absolute. A file that is not there, or is no plain file, reads as undefined. */
export interface Files {
  read(path: string, limit: number): StoredFile | undefined;
  /** What stands at a path itself, links not followed. */
  look(path: string): FileFacts | undefined;
  /** Writes a file with mode 0600 in one step (rename); makes its folder with mode 0700. */
  replace(path: string, text: string): void;
  /** Makes a new folder with mode 0700 below `parent`, which exists. */
  makePrivateFolder(parent: string): string;
  remove(path: string): void;
  parentOf(path: string): string;
  join(...parts: readonly string[]): string;
}

export interface StoredFile {
  readonly text: string;
  readonly uid: number;
  /** Permission bits alone, such as 0o600. */
  readonly mode: number;
}

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'socket' | 'link' | 'other';
  readonly uid: number;
  readonly mode: number;
}

/** One HTTP/1.1 request over the agent's Unix socket. */
export interface SocketRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SocketReply {
  readonly status: number;
  readonly text: string;
}

export interface AgentSocket {
  /** @throws SocketFailure when nobody answers, or with more than 32 MiB */
  send(path: string, request: SocketRequest): Promise<SocketReply>;
}

/** `system` is the system's word for it (ENOENT, ECONNREFUSED, EACCES) where there is one. */
export class SocketFailure extends Error {
  override readonly name = 'SocketFailure';
  readonly system: string;

  constructor(system: string) {
    super(`The socket cannot be used: ${system}`);
    this.system = system;
  }
}

export interface Child {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Added to the environment that the command line itself has. */
  readonly environment: Readonly<Record<string, string>>;
  /** Given on descriptor 3: a file that has no name any more, or a stream that more may be written to. */
  readonly descriptor?: { readonly text: string } | { readonly stream: DescriptorStream };
  /** Passes each piece of output on, changed: bytes as characters U+0000 to U+00FF. Absent: passed on untouched. */
  readonly filter?: () => OutputFilter;
  /** Called once the child runs. */
  readonly onStart?: () => void;
}

/** Writes to a child's descriptor 3 for as long as it reads; `write` is set by the platform. */
export interface DescriptorStream {
  write: (text: string) => void;
}

export interface OutputFilter {
  push(bytes: string): string;
  end(): string;
}

/** `not-found` and `not-runnable`: the program did not start. */
export type ChildEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly number: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-runnable' };

/** What stands in for a folder of the environment, below the home folder. */
const BASE_FOLDERS = { XDG_CONFIG_HOME: ['.config'], XDG_STATE_HOME: ['.local', 'state'] } as const;

/** The path of a file of ours. A relative folder is ignored. @see XDG Base Directory Specification */
export const ownFile = (
  { environment, files }: Pick<Platform, 'environment' | 'files'>,
  base: keyof typeof BASE_FOLDERS,
  name: string,
): string => {
  const stated = environment[base];
  const folder =
    stated?.startsWith('/') === true
      ? stated
      : files.join(environment['HOME'] ?? '/', ...BASE_FOLDERS[base]);
  return files.join(folder, 'valet-key', name);
};
