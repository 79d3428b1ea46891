import type { HostProcess } from '../../../../src/main/adapter/keychain/keychain-host-client.ts';
import type { HostReply, HostRequest } from '../../../../src/keychain-host/protocol.ts';

/** What a host does with one request: answers, dies, keeps silent; undefined: the honest thing. */
export type Behaviour = (request: HostRequest) => Answer | 'die' | 'hang' | undefined;
type Answer =
  | { readonly kind: 'done'; readonly value: string | null }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'no-native' };

/** A keychain host in the process, over a map of items. Remembers what was asked and how often at once. */
export interface FakeHost {
  readonly spawn: () => HostProcess;
  readonly items: Map<string, string>;
  readonly requests: readonly HostRequest[];
  readonly spawned: number;
  /** The most requests that were ever unanswered together. */
  readonly mostInFlight: number;
  behave(behaviour: Behaviour | undefined): void;
  /** Answers the request that hangs. */
  release(answer: Answer): Promise<void>;
  /** The process dies now. */
  die(): Promise<void>;
}

const turn = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
};

export const fakeHost = (): FakeHost => {
  const items = new Map<string, string>();
  const requests: HostRequest[] = [];
  let behaviour: Behaviour | undefined;
  let tell: (message: unknown) => void = () => undefined;
  let exit: () => void = () => undefined;
  let hanging: HostRequest | undefined;
  let spawned = 0;
  let inFlight = 0;
  let mostInFlight = 0;

  const honest = (request: HostRequest): Answer => {
    if (request.op === 'get') return { kind: 'done', value: items.get(request.item) ?? null };
    if (request.op === 'set') items.set(request.item, request.value);
    else items.delete(request.item);
    return { kind: 'done', value: null };
  };
  const reply = (id: number, answer: Answer): void => {
    inFlight -= 1;
    const message: HostReply = { id, ...answer };
    tell(message);
  };
  const receive = async (request: HostRequest): Promise<void> => {
    requests.push(request);
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    await Promise.resolve();
    const answer = behaviour?.(request) ?? honest(request);
    if (answer === 'die') {
      inFlight -= 1;
      exit();
    } else if (answer === 'hang') hanging = request;
    else reply(request.id, answer);
  };
  return {
    items,
    requests,
    get spawned() {
      return spawned;
    },
    get mostInFlight() {
      return mostInFlight;
    },
    spawn: () => {
      spawned += 1;
      return {
        post: (request) => void receive(request),
        onMessage: (listener) => void (tell = listener),
        onExit: (listener) => void (exit = listener),
        kill: () => undefined,
      };
    },
    behave: (next) => void (behaviour = next),
    async release(answer) {
      if (hanging === undefined) throw new Error('nothing hangs');
      const { id } = hanging;
      hanging = undefined;
      reply(id, answer);
      await turn();
    },
    async die() {
      exit();
      await turn();
    },
  };
};
