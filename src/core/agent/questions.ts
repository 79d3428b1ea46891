import type { ApprovalLifetime } from '../../vocabulary/agent.ts';
import { parseQuestionId, type QuestionId } from '../../vocabulary/id.ts';
import { seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import { ValetKeyError, type SafeFields } from '../fault/valet-key-error.ts';
import type { WantedAccess } from '../model/approval.ts';
import { actingProgram } from '../model/consumer.ts';
import { printUseRule } from '../model/use.ts';
import { printScope, scopeCovers, type Scope } from '../model/scope.ts';
import type { Clock, Random } from '../port/system.ts';

/** What a program asks of the person, and is waiting for. */
export interface Question {
  readonly id: QuestionId;
  readonly wanted: WantedAccess;
  /** The program's own reason; foreign text. */
  readonly reason?: string;
  readonly askedAt: EpochMs;
  /** How many requests wait for the answer. */
  readonly waiting: number;
}

/** What the person says. */
export type Answer =
  | {
      readonly kind: 'deny';
      /** The program may ask for calls without the token instead, and is told so. */
      readonly proposeUse?: boolean;
    }
  | {
      readonly kind: 'approve';
      readonly lifetime: ApprovalLifetime;
      /** Less than was asked for, where the person wants that. */
      readonly scope?: Scope;
    };

/** What was approved: the scope as it was asked for, or less. */
export interface Approved {
  readonly lifetime: ApprovalLifetime;
  readonly scope: Scope;
}

export interface QuestionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly onChange: () => void;
}

/** Questions that are open. Equal ones are one question, however many requests wait for it. */
export interface Questions {
  /**
   * Asks, or waits for the same question's answer. Fails with VK_APPROVAL_DENIED where the person says
   * no, has just said no, or says nothing for long; with VK_RATE_LIMITED where too many are open, or where
   * the program has hung up on several; with the signal's reason.
   */
  ask(wanted: WantedAccess, reason: string | undefined, signal: AbortSignal): Promise<Approved>;
  /** The oldest first. */
  list(): readonly Question[];
  /**
   * Fails with VK_INVALID_INPUT for more than was asked for, for a question that is gone, and for an
   * approval sooner than a person can have read what it is about.
   */
  answer(id: QuestionId, answer: Answer): void;
  /** Answers all with a failure. */
  endAll(failure: ValetKeyError): void;
}

/** Most questions that wait at a time, of one program and of all. */
export const MOST_OF_ONE = 4;
export const MOST_OPEN = 16;
/** After so many questions that it hung up on, a program may ask nothing for a while. */
export const MOST_HANG_UPS = 3;
/** A person who has said no, or nothing, is not asked the same again for so long. */
export const COOL_DOWN: Seconds = seconds(60);
/** After so long without an answer the answer is no. */
export const LONGEST_WAIT: Seconds = seconds(300);
/** Nobody reads faster: an approval before that is a stray key or click. */
export const SHORTEST_LOOK: Seconds = seconds(0.5);

interface Open {
  readonly id: QuestionId;
  readonly wanted: WantedAccess;
  readonly reason: string | undefined;
  readonly askedAt: EpochMs;
  readonly since: Seconds;
  readonly answered: Settable<Approved>;
  readonly timeOut: AbortController;
  waiting: number;
}

/** A promise that is settled from outside. */
interface Settable<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

const settable = <Value>(): Settable<Value> => {
  const ends: Partial<Omit<Settable<Value>, 'promise'>> & { resolve?: unknown } = {};
  const promise = new Promise<Value>((resolve, reject) => Object.assign(ends, { resolve, reject }));
  return { promise, ...ends } as Settable<Value>;
};

/** Who has just been told no, about which connection. */
const createDenials = ({ monotonic }: Pick<Clock, 'monotonic'>) => {
  const denied = new Map<string, { readonly at: Seconds; readonly proposeUse: boolean }>();
  return {
    add(wanted: WantedAccess, proposeUse = false): void {
      denied.set(denialKey(wanted), { at: monotonic(), proposeUse });
    },
    /** Fails with VK_APPROVAL_DENIED while it has not been long. */
    check(wanted: WantedAccess): void {
      const now = monotonic();
      for (const [key, { at }] of denied) if (now - at >= COOL_DOWN) denied.delete(key);
      const found = denied.get(denialKey(wanted));
      if (found === undefined || (found.proposeUse && wanted.purpose === 'use')) return;
      const retryAfterSeconds = Math.ceil(COOL_DOWN - (now - found.at));
      throw denial(found.proposeUse, { retryAfterSeconds });
    },
  };
};

/** What a program is told that may have the use of a login and not its token. */
const USE_INSTEAD =
  'calls without the token, by POST /v1/uses or: vk proxy ACCOUNT --to https://HOST --allow GET:/PATH';

const denial = (proposeUse: boolean, fields: SafeFields = {}): ValetKeyError =>
  new ValetKeyError('VK_APPROVAL_DENIED', {
    fields: proposeUse ? { ...fields, instead: USE_INSTEAD } : fields,
  });

/** Programs that ask and hang up, by the program that acts: each such question takes the person's focus. */
const createHangUps = ({ monotonic }: Pick<Clock, 'monotonic'>) => {
  const hungUp = new Map<string, readonly Seconds[]>();
  return {
    add({ consumer }: WantedAccess): void {
      const actor = actingProgram(consumer);
      hungUp.set(actor, [...(hungUp.get(actor) ?? []), monotonic()].slice(-MOST_HANG_UPS));
    },
    /** Fails with VK_RATE_LIMITED while the last of them has not been long ago. */
    check({ consumer }: WantedAccess): void {
      const now = monotonic();
      for (const [actor, times] of hungUp) {
        if (times.every((at) => now - at >= COOL_DOWN)) hungUp.delete(actor);
      }
      const times = hungUp.get(actingProgram(consumer)) ?? [];
      const last = times.at(-1);
      if (last === undefined || times.length < MOST_HANG_UPS) return;
      const retryAfterSeconds = Math.ceil(COOL_DOWN - (now - last));
      throw new ValetKeyError('VK_RATE_LIMITED', { fields: { retryAfterSeconds } });
    },
  };
};

/** The questions that are open, and how they begin and end. */
const createOpenQuestions = (
  { clock, random, onChange }: QuestionPorts,
  onUnanswered: (wanted: WantedAccess) => void,
) => {
  const open = new Map<QuestionId, Open>();
  const close = (question: Open): void => {
    open.delete(question.id);
    question.timeOut.abort();
    onChange();
  };
  const end = (question: Open, failure: ValetKeyError): void => {
    close(question);
    question.answered.reject(failure);
  };
  const refuseFlood = ({ consumer }: WantedAccess): void => {
    const own = [...open.values()].filter(
      ({ wanted }) => actingProgram(wanted.consumer) === actingProgram(consumer),
    );
    if (own.length < MOST_OF_ONE && open.size < MOST_OPEN) return;
    throw new ValetKeyError('VK_RATE_LIMITED', { fields: { questions: open.size } });
  };
  return {
    all: (): readonly Open[] => [...open.values()],
    get: (id: QuestionId): Open | undefined => open.get(id),
    close,
    end,
    begin(wanted: WantedAccess, reason: string | undefined): Open {
      refuseFlood(wanted);
      const question: Open = {
        id: newId(random),
        wanted,
        reason,
        askedAt: clock.now(),
        since: clock.monotonic(),
        answered: settable<Approved>(),
        timeOut: new AbortController(),
        waiting: 0,
      };
      // Whoever waits hears of it; that nobody does is no fault.
      question.answered.promise.catch(() => undefined);
      open.set(question.id, question);
      clock.sleep(LONGEST_WAIT, question.timeOut.signal).then(
        () => {
          onUnanswered(wanted);
          end(question, unanswered());
        },
        () => undefined,
      );
      onChange();
      return question;
    },
  };
};

const unanswered = (): ValetKeyError =>
  new ValetKeyError('VK_APPROVAL_DENIED', { fields: { why: 'no answer' } });

export const createQuestions = (ports: QuestionPorts): Questions => {
  const { clock } = ports;
  const denials = createDenials(clock);
  const hangUps = createHangUps(clock);
  const open = createOpenQuestions(ports, (wanted) => denials.add(wanted));
  const find = (wanted: WantedAccess): Open | undefined =>
    open.all().find((one) => keyOf(one.wanted) === keyOf(wanted));
  const deny = (question: Open, proposeUse: boolean): void => {
    denials.add(question.wanted, proposeUse);
    // No to one is no to all that this program wants of this connection just now.
    const key = denialKey(question.wanted);
    for (const one of open.all()) {
      const isProposed = proposeUse && one.wanted.purpose === 'use';
      if (denialKey(one.wanted) === key && !isProposed) open.end(one, denial(proposeUse));
    }
  };
  return {
    async ask(wanted, reason, signal) {
      signal.throwIfAborted();
      denials.check(wanted);
      const asked = find(wanted);
      if (asked === undefined) hangUps.check(wanted);
      const question = asked ?? open.begin(wanted, reason);
      question.waiting += 1;
      try {
        return await unlessAborted(question.answered.promise, signal);
      } finally {
        question.waiting -= 1;
        // Nobody is left who would hear the answer.
        if (question.waiting === 0 && open.get(question.id) !== undefined) {
          hangUps.add(wanted);
          open.close(question);
        }
      }
    },
    list: () => open.all().map(view),
    answer(id, answer) {
      const question = open.get(id);
      if (question === undefined) throw unfit({ field: 'questionId' });
      if (answer.kind === 'deny') {
        deny(question, answer.proposeUse ?? false);
        return;
      }
      const { lifetime, scope = question.wanted.scope } = answer;
      refuseUnfit(question, { lifetime, scope }, clock.monotonic());
      open.close(question);
      question.answered.resolve({ lifetime, scope });
    },
    endAll(failure) {
      for (const question of open.all()) open.end(question, failure);
    },
  };
};

const unfit = (fields: SafeFields): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields });

const refuseUnfit = ({ wanted, since }: Open, approved: Approved, now: Seconds): void => {
  const { scope, lifetime } = approved;
  const isLess = scopeCovers(wanted.scope, scope);
  const isEmptied = scope.length === 0 && wanted.scope.length > 0;
  if (!isLess || isEmptied) throw unfit({ field: 'scope' });
  const isRemembered = wanted.purpose === 'token' || wanted.purpose === 'use';
  const isOnceOnly = wanted.consumer.isWeak || !isRemembered;
  if (isOnceOnly && lifetime !== 'once') throw unfit({ field: 'lifetime' });
  if (now - since < SHORTEST_LOOK) throw unfit({ why: 'answered before it was read' });
};

const whoAndWhat = ({ consumer, connectionId }: WantedAccess): string =>
  `${consumer.id} ${connectionId}`;

/** A program that cannot be recognised would be another one at each try: the one that acts counts. */
const denialKey = ({ consumer, connectionId }: WantedAccess): string =>
  `${consumer.isWeak ? actingProgram(consumer) : consumer.id} ${connectionId}`;

const keyOf = (wanted: WantedAccess): string =>
  JSON.stringify([
    whoAndWhat(wanted),
    wanted.purpose,
    printScope(wanted.scope),
    wanted.resource ?? null,
    wanted.use === undefined ? null : [wanted.use.origin, ...wanted.use.rules.map(printUseRule)],
  ]);

const view = ({ id, wanted, reason, askedAt, waiting }: Open): Question => ({
  id,
  wanted,
  askedAt,
  waiting,
  ...(reason === undefined ? {} : { reason }),
});

/** The promise's end, or the signal's reason, whichever is first. */
const unlessAborted = async <Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> => {
  const { promise: aborted, reject } = settable<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

const newId = (random: Random): QuestionId => {
  const id = parseQuestionId(random.base64url(16));
  if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
  return id;
};
