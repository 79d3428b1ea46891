import { parseSignInId, type SignInId } from '../../vocabulary/id.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock, Random } from '../port/system.ts';
import type { Log } from '../port/log.ts';
import type { RedirectVerdict } from '../port/redirect-receiver.ts';
import type { SignInProgress, SignInTarget } from './sign-in.ts';

/** A sign-in as the window shows it: running, or ended and not yet dismissed. */
export interface SignInRecord {
  readonly id: SignInId;
  readonly startedAt: EpochMs;
  /** What the person asked for, before the target is known (the playground may have to start). */
  readonly title: { readonly issuer: string; readonly isPlayground: boolean };
  readonly state:
    | SignInProgress
    | { readonly kind: 'done'; readonly connection: Connection }
    | { readonly kind: 'failed'; readonly error: ValetKeyError };
}

export interface SignInsPorts {
  readonly run: (
    target: SignInTarget,
    report: (progress: SignInProgress) => void,
    signal: AbortSignal,
  ) => Promise<Connection>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onChange: () => void;
}

/** All sign-ins of this run of the program; any number may be under way at once. */
export interface SignIns {
  start(title: SignInRecord['title'], target: () => Promise<SignInTarget>): SignInId;
  list(): readonly SignInRecord[];
  /** Ends a running sign-in with VK_AUTHORIZATION_CANCELLED; too late once it is being stored. */
  cancel(id: SignInId): void;
  /** Goes on with one that asks whether its server is the right one. */
  confirm(id: SignInId): void;
  /** Shows the same authorization request in the browser once more, while it is waited for. */
  openBrowserAgain(id: SignInId): Promise<void>;
  /** Where that request is shown, for a browser of the person's choice; undefined while none waits. */
  browserAddress(id: SignInId): Promise<string | undefined>;
  /** Judges a redirect URL that a person pasted; `ignore` says it belongs to another sign-in. */
  pasteRedirect(id: SignInId, rawUrl: string): RedirectVerdict;
  /** Takes an ended sign-in off the list. */
  dismiss(id: SignInId): void;
  /** Cancels all that run; for quitting. */
  cancelAll(): void;
}

interface Running {
  record: SignInRecord;
  /** Gone once it has ended: whoever listened to it may hold the request, with its secrets. */
  stop: AbortController | undefined;
}

const hasEnded = ({ state }: SignInRecord): boolean =>
  state.kind === 'done' || state.kind === 'failed';

/** The records of all sign-ins; an ended one changes no more. */
const createRecords = ({ log, onChange }: Pick<SignInsPorts, 'log' | 'onChange'>) => {
  const all = new Map<SignInId, Running>();
  const become = (id: SignInId, state: SignInRecord['state']): void => {
    const running = all.get(id);
    if (running === undefined || hasEnded(running.record)) return;
    running.record = { ...running.record, state };
    if (hasEnded(running.record)) running.stop = undefined;
    log.info('sign-in.state', { signInId: id, state: state.kind });
    onChange();
  };
  const fail = (id: SignInId, thrown: unknown): void => {
    const error = isValetKeyError(thrown)
      ? thrown
      : new ValetKeyError('VK_INTERNAL', { cause: thrown });
    log.warn('sign-in.failed', { signInId: id, code: error.code });
    become(id, { kind: 'failed', error });
  };
  return { all, become, fail };
};

/** Creates the registry. Failures end up in the record, never as a rejection nobody hears. */
export const createSignIns = (ports: SignInsPorts): SignIns => {
  const { run, clock, random, onChange } = ports;
  const { all, become, fail } = createRecords(ports);

  const follow = async (id: SignInId, target: () => Promise<SignInTarget>, signal: AbortSignal) => {
    try {
      const connection = await run(await target(), (progress) => become(id, progress), signal);
      become(id, { kind: 'done', connection });
    } catch (thrown) {
      fail(id, thrown);
    }
  };

  const cancel = (id: SignInId): void => {
    const running = all.get(id);
    // Once it is being stored it is as good as done, and to say "cancelled" would be untrue.
    if (running === undefined || running.record.state.kind === 'storing') return;
    const error = new ValetKeyError('VK_AUTHORIZATION_CANCELLED');
    running.stop?.abort(error);
    become(id, { kind: 'failed', error });
  };

  return {
    start(title, target) {
      const id = newSignInId(random);
      const stop = new AbortController();
      const state = { kind: 'discovering' } as const;
      all.set(id, { record: { id, startedAt: clock.now(), title, state }, stop });
      onChange();
      void follow(id, target, stop.signal);
      return id;
    },
    list: () => [...all.values()].map(({ record }) => record),
    cancel,
    confirm(id) {
      const state = all.get(id)?.record.state;
      if (state?.kind !== 'waiting-for-confirmation') return;
      // At once, so that the question is gone before the next step has begun.
      become(id, { kind: 'discovering' });
      state.confirm();
    },
    async openBrowserAgain(id) {
      const state = all.get(id)?.record.state;
      if (state !== undefined && 'reopen' in state) await state.reopen();
    },
    async browserAddress(id) {
      const state = all.get(id)?.record.state;
      return state?.kind === 'waiting-for-browser' ? state.address() : undefined;
    },
    pasteRedirect(id, rawUrl) {
      const state = all.get(id)?.record.state;
      return state?.kind === 'waiting-for-browser' ? state.paste(rawUrl) : 'stale';
    },
    dismiss(id) {
      const running = all.get(id);
      if (running !== undefined && hasEnded(running.record) && all.delete(id)) onChange();
    },
    cancelAll() {
      for (const id of all.keys()) cancel(id);
    },
  };
};

const newSignInId = (random: Random): SignInId => {
  const id = parseSignInId(random.base64url(16));
  if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
  return id;
};
