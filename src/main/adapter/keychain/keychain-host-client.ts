import type { Clock } from '../../../core/port/clock.ts';
import {
  hostReplySchema,
  type HostReply,
  type HostRequest,
} from '../../../keychain-host/protocol.ts';
import type { HostProcess } from './keychain-host-process.ts';

/** One thing to ask of the host; the client adds the id and the service. */
export type HostAct =
  | { readonly op: 'get' | 'delete'; readonly item: string }
  | { readonly op: 'set'; readonly item: string; readonly value: string };

/** What became of it: the host's own answer, or that the host died with the act's outcome unknown. */
export type HostOutcome = HostReply | { readonly kind: 'crashed' };

export interface HostClient {
  /**
   * Asks the host, starting it where needed; a refused reading is repeated once by a new host, a
   * write never. Never rejects; the caller sees to one call at a time.
   */
  ask(act: HostAct): Promise<HostOutcome>;
  close(): void;
}

const FIRST_BACK_OFF = 1;
const LONGEST_BACK_OFF = 60;

/** Doubles from one second with each expiry in a row; the first expiry costs nothing. */
const backOff = (exits: number): number =>
  exits <= 1 ? 0 : Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (exits - 2));

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
    died(): void {
      exits += 1;
      notBefore = clock.monotonic() + backOff(exits);
    },
    lived(): void {
      exits = 0;
    },
  };
};

const requestOf = (act: HostAct, id: number, service: string): HostRequest =>
  act.op === 'set'
    ? { id, service, op: 'set', item: act.item, value: act.value }
    : { id, service, op: act.op, item: act.item };

/** One host at a time, started when it is needed; what it says goes to `hear`, its expiry to `onExit`. */
const hostKeeper = (
  spawnHost: () => HostProcess,
  hear: (message: unknown) => void,
  onExit: () => void,
) => {
  let current: HostProcess | undefined;
  const start = (): HostProcess => {
    const child = spawnHost();
    child.onMessage((message) => {
      if (current === child) hear(message);
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
    pace.died();
    request.settle({ kind: 'crashed' });
  };
  const receive = (message: unknown): void => {
    const reply = hostReplySchema.safeParse(message);
    if (!reply.success || !request.isOpen(reply.data.id)) return;
    pace.lived();
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
  const askOnce = (act: HostAct): Promise<HostOutcome> =>
    request.open((id) => post(requestOf(act, id, service)));

  return {
    async ask(act) {
      const isFresh = !host.isRunning();
      const outcome = await askOnce(act);
      if (act.op !== 'get' || outcome.kind !== 'refused' || isFresh) return outcome;
      // libsecret keeps a session with a daemon that may have been replaced: ask as a new client.
      host.retire();
      return askOnce(act);
    },
    close() {
      host.retire();
      request.settle({ kind: 'crashed' });
    },
  };
};
