import {
  type HostReply,
  hostReplySchema,
  type HostRequest,
} from '../../../keychain-host/protocol.ts';
import { backOff } from '../../../core/async/back-off.ts';
import type { Clock } from '../../../core/port/system.ts';
import { seconds } from '../../../vocabulary/instant.ts';

/** A running keychain host, whichever way it was started. */
export interface HostProcess {
  post(request: HostRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** The part of Electron's `UtilityProcess` that is used. */
export interface UtilityProcessLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** The part of Node's `ChildProcess` that is used. */
export interface ChildProcessLike {
  send(message: HostRequest, done: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit' | 'error', listener: () => void): unknown;
  kill(signal: 'SIGKILL'): boolean;
}

/** A host started with `utilityProcess.fork`. */
export const fromUtilityProcess = (child: UtilityProcessLike): HostProcess => ({
  post: (request) => child.postMessage(request),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.once('exit', () => listener()),
  kill: () => void child.kill(),
});

/** A host started with `child_process.fork`. */
export const fromChildProcess = (child: ChildProcessLike): HostProcess => ({
  // A failed send is followed by `exit` or `error`, which is where a dead host is noticed.
  post: (request) => void child.send(request, () => undefined),
  onMessage: (listener) => void child.on('message', listener),
  onExit(listener) {
    let hasEnded = false;
    const end = (): void => {
      if (!hasEnded) listener();
      hasEnded = true;
    };
    child.once('exit', end);
    child.once('error', end);
  },
  kill: () => void child.kill('SIGKILL'),
});

/** One thing to ask of the host; the client adds the id and the service. */
export type HostCall =
  | { readonly op: 'get' | 'delete'; readonly item: string }
  | { readonly op: 'set'; readonly item: string; readonly value: string };

/** What became of it: the host's own answer, or that the host died with the call's outcome unknown. */
export type HostOutcome = HostReply | { readonly kind: 'crashed' };

export interface HostClient {
  /**
   * Asks the host, starting it where needed; a refused reading is repeated once by a new host, a
   * write never. Never rejects; the caller sees to one call at a time.
   */
  ask(call: HostCall): Promise<HostOutcome>;
  /** Ends the host: a call under way ends as `crashed`, and the next one has a new host. */
  abandon(): void;
  close(): void;
}

const FIRST_BACK_OFF = seconds(1);
const LONGEST_BACK_OFF = seconds(60);

interface Options {
  readonly spawnHost: () => HostProcess;
  readonly service: string;
  readonly clock: Clock;
}

/** Says when the next host may be started. */
const restartPace = (clock: Clock) => {
  let exits = 0;
  let notBefore = -Infinity;
  return {
    mayStart: (): boolean => clock.monotonic() >= notBefore,
    onExit(): void {
      exits += 1;
      // The first exit costs nothing.
      notBefore = clock.monotonic() + backOff(exits - 1, FIRST_BACK_OFF, LONGEST_BACK_OFF);
    },
    onReply(): void {
      exits = 0;
    },
  };
};

const requestOf = (call: HostCall, id: number, service: string): HostRequest =>
  call.op === 'set'
    ? { id, service, op: 'set', item: call.item, value: call.value }
    : { id, service, op: call.op, item: call.item };

/** One host at a time, started when it is needed; what it says goes to `onMessage`, its end to `onExit`. */
const hostKeeper = (
  spawnHost: () => HostProcess,
  onMessage: (message: unknown) => void,
  onExit: () => void,
) => {
  let current: HostProcess | undefined;
  const start = (): HostProcess => {
    const child = spawnHost();
    child.onMessage((message) => {
      if (current === child) onMessage(message);
    });
    child.onExit(() => {
      if (current !== child) return;
      current = undefined;
      onExit();
    });
    return child;
  };
  return {
    isRunning: (): boolean => current !== undefined,
    running: (): HostProcess => (current ??= start()),
    retire(): void {
      const old = current;
      current = undefined;
      old?.kill();
    },
  };
};

/** The one request that is unanswered, if any. */
const openRequest = () => {
  let pending: { readonly id: number; readonly settle: (outcome: HostOutcome) => void } | undefined;
  let lastId = 0;
  return {
    isOpen: (id: number): boolean => id === pending?.id,
    open(send: (id: number) => void): Promise<HostOutcome> {
      return new Promise((resolve) => {
        lastId += 1;
        pending = { id: lastId, settle: resolve };
        send(lastId);
      });
    },
    settle(outcome: HostOutcome): void {
      const { settle } = pending ?? {};
      pending = undefined;
      settle?.(outcome);
    },
  };
};

/** Runs the keychain host, restarts it after a crash (later with each one), and matches replies. */
export const createHostClient = ({ spawnHost, service, clock }: Options): HostClient => {
  const pace = restartPace(clock);
  const request = openRequest();

  const crashed = (): void => {
    pace.onExit();
    request.settle({ kind: 'crashed' });
  };
  const receive = (message: unknown): void => {
    const reply = hostReplySchema.safeParse(message);
    if (!reply.success || !request.isOpen(reply.data.id)) return;
    pace.onReply();
    // The system's loader remembers what it could not find; only a new process looks again.
    if (reply.data.kind === 'no-native') host.retire();
    request.settle(reply.data);
  };
  const host = hostKeeper(spawnHost, receive, crashed);

  const post = (message: HostRequest): void => {
    if (!host.isRunning() && !pace.mayStart()) {
      request.settle({ kind: 'crashed' });
      return;
    }
    try {
      host.running().post(message);
    } catch {
      host.retire();
      crashed();
    }
  };
  const askOnce = (call: HostCall): Promise<HostOutcome> =>
    request.open((id) => post(requestOf(call, id, service)));

  const abandon = (): void => {
    host.retire();
    request.settle({ kind: 'crashed' });
  };
  return {
    async ask(call) {
      const isFresh = !host.isRunning();
      const outcome = await askOnce(call);
      if (call.op !== 'get' || outcome.kind !== 'refused' || isFresh) return outcome;
      // libsecret keeps a session with a daemon that may have been replaced: ask as a new client.
      host.retire();
      return askOnce(call);
    },
    abandon,
    close: abandon,
  };
};
