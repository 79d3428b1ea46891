import { parseUseId, type UseId } from '../../vocabulary/id.ts';
import { after, seconds, type EpochMs } from '../../vocabulary/instant.ts';
import type { Lock } from '../connection/lock.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Consumer } from '../model/consumer.ts';
import type { UseLimits } from '../model/use.ts';
import type { Clock, Random } from '../port/system.ts';
import type { Secret } from '../secret/secret.ts';
import type { GiveToken, WantedForProgram } from '../tokens/give-token.ts';
import { recordHandOut, type RecordPorts, type TokenOfConnection } from '../tokens/hand-out.ts';
import type { TokenRecord } from '../model/token-record.ts';

/** A grant of the use of a connection: its program calls one API through us, and holds no token. */
export interface OpenUse {
  /** Not to be guessed. */
  readonly id: UseId;
  readonly limits: UseLimits;
  /** Undefined: until the program is locked or ends. */
  readonly expiresAt: EpochMs | undefined;
  readonly isInForce: () => boolean;
  /** A token to send along. Fails as `GiveToken.current`. */
  token(): Promise<TokenOfConnection>;
  /** A newer one than that which the API refused. Fails as `GiveToken.insteadOf`. */
  insteadOf(refused: Secret<'access-token'>): Promise<TokenOfConnection>;
  /** Writes a request down that was sent on, without its query: that may hold secrets. */
  note(call: CallOfUse): Promise<void>;
}

export interface CallOfUse {
  readonly token: TokenRecord;
  readonly method: string;
  /** Path and perhaps query. */
  readonly target: string;
  /** What the API answered; undefined where it did not. */
  readonly status: number | undefined;
}

export interface UsePorts extends RecordPorts {
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly giveToken: Pick<GiveToken, 'forUse' | 'forUseInsteadOf'>;
}

/** The uses that programs have been granted in this run. */
export interface Uses {
  /** @param expiresAt when it ends, should its approval last longer */
  open(
    consumer: Consumer,
    limits: UseLimits,
    wanted: WantedForProgram,
    expiresAt: EpochMs | undefined,
  ): OpenUse;
  /** Fails with VK_APPROVAL_DENIED for one that is not this program's, or is not in force any more. */
  find(consumer: Consumer, id: UseId): OpenUse;
  close(consumer: Consumer, id: UseId): void;
}

/** Of one program and of all: the oldest gives way. */
export const MOST_OF_PROGRAM = 16;
export const MOST_USES = 128;
/** How long a use lasts that was approved for one process alone. */
export const USE_OF_PROCESS = seconds(3600);

interface Kept {
  readonly consumer: Consumer;
  readonly use: OpenUse;
}

export const createUses = (ports: UsePorts): Uses => {
  const { clock, random } = ports;
  const uses = new Map<UseId, Kept>();
  const removeOldest = (consumer: Consumer): void => {
    for (const [id, { use }] of uses) if (!use.isInForce()) uses.delete(id);
    const own = [...uses].filter(([, kept]) => isSame(kept.consumer, consumer));
    if (own.length >= MOST_OF_PROGRAM) uses.delete(own[0]?.[0] as UseId);
    const [oldest] = uses.keys();
    if (uses.size >= MOST_USES && oldest !== undefined) uses.delete(oldest);
  };
  const find = (consumer: Consumer, id: UseId): OpenUse => {
    const kept = uses.get(id);
    // Whether there is one is nobody else's business.
    if (kept === undefined || !isSame(kept.consumer, consumer) || !kept.use.isInForce()) {
      throw new ValetKeyError('VK_APPROVAL_DENIED', { fields: { why: 'no such use' } });
    }
    return kept.use;
  };
  return {
    open(consumer, limits, wanted, expiresAt) {
      removeOldest(consumer);
      const id = parseUseId(random.base64url(16));
      if (id === undefined) throw new ValetKeyError('VK_INTERNAL');
      const isInForce = (): boolean =>
        !ports.lock.isLocked &&
        wanted.isAllowed() &&
        (expiresAt === undefined || clock.now() < expiresAt);
      const given = { ...wanted, isAllowed: isInForce };
      const use: OpenUse = {
        id,
        limits,
        expiresAt,
        isInForce,
        token: () => ports.giveToken.forUse(given),
        insteadOf: (refused) => ports.giveToken.forUseInsteadOf(refused, given),
        async note({ token, method, target, status }) {
          const connection = ports.connections.get(wanted.connectionId);
          if (connection === undefined) return;
          const [path = ''] = target.split('?', 1);
          const detail = foreignText(`${method} ${limits.origin}${path} ${status ?? 'no answer'}`);
          const { recipient } = wanted;
          await recordHandOut(ports, connection, token, { kind: 'used', detail, recipient });
        },
      };
      uses.set(id, { consumer, use });
      return use;
    },
    find,
    close(consumer, id) {
      find(consumer, id);
      uses.delete(id);
    },
  };
};

/** One that cannot be recognised is the same as long as it is the same process. */
const isSame = (one: Consumer, other: Consumer): boolean =>
  one.isWeak || other.isWeak
    ? one.isWeak && other.isWeak && one.pid !== undefined && one.pid === other.pid
    : one.id === other.id;

/** When a use ends that was approved for one process. */
export const endOfProcessUse = (now: EpochMs): EpochMs => after(now, USE_OF_PROCESS);
