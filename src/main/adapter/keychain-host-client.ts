import type { Clock } from '../../core/port/clock.ts';
import { seconds, type Seconds } from '../../shared/vocabulary/instant.ts';
import { hostReplySchema, type HostReply, type HostRequest } from '../keychain-host/protocol.ts';
import type { HostProcess } from './keychain-host-process.ts';

/** One thing to ask of the host; the client adds the id and the service. */
export type HostAct =
  | { readonly op: 'get' | 'delete'; readonly item: string }
  | { readonly op: 'set'; readonly item: string; readonly value: string };

/** What became of it: the host's own answer, or that the host died with the act's outcome unknown. */
export type HostOutcome = HostReply | { readonly kind: 'crashed' };

export interface HostClient {
  /** Asks the host, starting it where needed. Never rejects; the caller sees to one call at a time. */
  ask(act: HostAct): Promise<HostOutcome>;
  close(): void;
}

const FIRST_BACK_OFF = 1;
const LONGEST_BACK_OFF = 60;

/** Doubles from one second with each death in a row; the first death costs nothing. */
const backOff = (deaths: number): number =>
  deaths <= 1 ? 0 : Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (deaths - 2));

interface Options {
  readonly spawnHost: () => HostProcess;
  readonly service: string;
  readonly clock: Clock;
}

interface Pending {
  readonly id: number;
  readonly settle: (outcome: HostOutcome) => void;
}

/** Runs the keychain host, restarts it after a crash (later with each one), and matches replies. */
export const createHostClient = ({ spawnHost, service, clock }: Options): HostClient => {
  let host: HostProcess | undefined;
  let pending: Pending | undefined;
  let deaths = 0;
  let notBefore: Seconds | undefined;
  let nextId = 1;

  const settle = (outcome: HostOutcome): void => {
    const { settle: tell } = pending ?? {};
    pending = undefined;
    tell?.(outcome);
  };

  const countDeath = (): void => {
    host = undefined;
    deaths += 1;
    notBefore = seconds(clock.monotonic() + backOff(deaths));
    settle({ kind: 'crashed' });
  };

  const retire = (): void => {
    const old = host;
    host = undefined;
    old?.kill();
  };

  const receive = (message: unknown): void => {
    const reply = hostReplySchema.safeParse(message);
    if (!reply.success || reply.data.id !== pending?.id) return;
    deaths = 0;
    // The system's loader remembers what it could not find; only a new process looks again.
    if (reply.data.kind === 'no-native') retire();
    settle(reply.data);
  };

  const started = (): HostProcess | undefined => {
    if (host !== undefined) return host;
    if (notBefore !== undefined && clock.monotonic() < notBefore) return undefined;
    const child = spawnHost();
    host = child;
    child.onMessage((message) => {
      if (host === child) receive(message);
    });
    child.onExit(() => {
      if (host === child) countDeath();
    });
    return child;
  };

  const post = (act: HostAct): void => {
    try {
      const child = started();
      if (child === undefined) settle({ kind: 'crashed' });
      else child.post(requestOf(act, pending?.id ?? 0));
    } catch {
      countDeath();
    }
  };

  const requestOf = (act: HostAct, id: number): HostRequest =>
    act.op === 'set'
      ? { id, service, op: 'set', item: act.item, value: act.value }
      : { id, service, op: act.op, item: act.item };

  return {
    ask: (act) =>
      new Promise<HostOutcome>((resolve) => {
        pending = { id: nextId, settle: resolve };
        nextId += 1;
        post(act);
      }),
    close() {
      retire();
      settle({ kind: 'crashed' });
    },
  };
};
