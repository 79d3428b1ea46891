import type { ConnectionId } from '../../../vocabulary/id.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import type { TokenResponse } from '../../model/token-record.ts';
import type { Clock } from '../../port/system.ts';
import { classifyRefreshFailure } from '../../oauth/refresh-grant.ts';
import type { OnReceived, ReceivedTokens } from '../../oauth/exchange/exchange.ts';
import type { Secret } from '../../secret/secret.ts';
import {
  keepToken,
  note,
  openGrant,
  saveToken,
  type KeeperPorts,
  type OpenGrant,
} from './grant-keeper.ts';
import { MOST_ATTEMPTS } from './recovery.ts';
import { finishRemoval, newestSlot, removeRevoked } from './remove-revoked.ts';
import type { Turns } from '../../async/queue.ts';
import { isTooLong } from '../../connection/slot-format.ts';
import { createUnsaved, type UnsavedTokens } from './unsaved.ts';

export interface DurableRefreshPorts extends KeeperPorts {
  readonly clock: Clock;
  readonly turns: Turns;
  /** Tells the window that a login is (or is no longer) waiting for the keychain. */
  readonly onUnsaved: (id: ConnectionId, isUnsaved: boolean) => void;
}

/** One refresh: how to ask, and who may refuse the answer. */
export interface RefreshRound {
  /**
   * One request to the token endpoint. Never repeats itself. Hands the tokens of a complete reply to
   * `onReceived` before it judges the rest, so that a refused reply costs no login.
   */
  readonly send: (
    refreshToken: Secret<'refresh-token'>,
    onReceived: OnReceived,
  ) => Promise<TokenResponse>;
  /**
   * Throws where the reply is somebody else's; then nothing of it is kept. Does not wait for
   * anything: between a reply and its seal a crash costs the login.
   */
  readonly judge: (received: ReceivedTokens) => void;
  /** A person asks: send once more even where two sends have gone unanswered. */
  readonly insist: boolean;
}

/**
 * Refreshes that no crash, lock or full disk turns into a lost login. Each step is durable before
 * the next begins: intent, request, sealed reply, keychain, commit.
 * @see RFC 9700 §4.14.2
 */
export interface DurableRefresh {
  /** Connections whose newest refresh token the keychain has not taken yet. */
  readonly unsaved: readonly ConnectionId[];
  /**
   * Refreshes, after finishing what an earlier run left undone. The caller holds the connection's
   * turn. Undefined where no refresh token is held. When it resolves, a rotated refresh token is
   * durable. Fails with the exchange's code; with VK_REFRESH_INTERRUPTED where the server refuses a
   * token whose first send went unanswered, or where that has been tried already; with
   * VK_RECORD_NOT_WRITTEN, VK_RECORD_UNREADABLE or a keychain code, before anything is sent.
   */
  refresh(id: ConnectionId, round: RefreshRound): Promise<TokenResponse | undefined>;
  /**
   * Keeps the refresh token of a new sign-in above every generation known. Takes a turn. Fails with
   * VK_REFRESH_TOKEN_TOO_LARGE before anything is written: a login that only memory and journal can
   * hold is none to begin with. (One that a refresh brings is held there, which is better than lost.)
   */
  keep(id: ConnectionId, refreshToken: Secret<'refresh-token'>): Promise<void>;
  /**
   * The newest refresh token, wherever it is: in the keychain, or still waiting for it in the journal or
   * in memory. Undefined where none is held. The caller holds the connection's turn. Fails with
   * VK_RECORD_UNREADABLE or with the keychain's code.
   */
  newest(id: ConnectionId): Promise<Secret<'refresh-token'> | undefined>;
  /** Whether a refresh was cut off before its outcome was kept. Reads the journal alone. */
  wasCutOff(id: ConnectionId): Promise<boolean>;
  /** Deletes the refresh token and its journal. Takes a turn. */
  forget(id: ConnectionId): Promise<void>;
  /**
   * Deletes the refresh token that the server has confirmed as revoked, and its journal. The caller holds
   * the connection's turn. `mark` writes into the record that there is none; a crash at any moment leaves
   * either both or what `finishRemoval` goes on with. Fails with VK_RECORD_NOT_WRITTEN,
   * VK_RECORD_UNREADABLE or a keychain code.
   */
  removeRevoked(id: ConnectionId, mark: () => Promise<void>): Promise<void>;
  /** Goes on with such a removal that was cut off; says whether there was one. Takes a turn. */
  finishRemoval(id: ConnectionId): Promise<boolean>;
  /** Tries once more to save what is unsaved: after an unlock, and before the program ends. */
  saveUnsaved(): Promise<void>;
}

export const createDurableRefresh = (ports: DurableRefreshPorts): DurableRefresh => {
  const { secrets, journal, turns } = ports;
  const unsaved = createUnsaved({
    ...ports,
    async save(id, token) {
      await saveToken(ports, id, token);
      await note(ports, id, { kind: 'commit', generation: token.generation });
    },
  });
  return {
    get unsaved() {
      return unsaved.ids;
    },
    refresh: (id, round) => refresh(ports, unsaved, id, round),
    keep: (id, refreshToken) =>
      turns.take(id, async () => {
        if (isTooLong(refreshToken.expose())) throw new ValetKeyError('VK_REFRESH_TOKEN_TOO_LARGE');
        const found = await readOr(journal.read(id), undefined);
        // What is left of a revoked token must not stand in the way of a new one.
        await finishRemoval(ports, unsaved, id, found?.records ?? []).catch(() => undefined);
        const read = await readOr(journal.read(id), undefined);
        const stored = await readOr(secrets.readRefreshToken(id), undefined);
        const journaled = [read?.committed, ...(read?.records ?? [])];
        const generation = 1 + newestSlot([stored, unsaved.get(id), ...journaled]);
        const token = { generation, refreshToken };
        await keepToken(ports, unsaved, id, token);
        if (read !== undefined || unsaved.get(id) !== undefined) return;
        // A journal that cannot be read would stand in the way of every refresh to come.
        await journal.forget(id);
        await note(ports, id, { kind: 'sealed', ...token });
        await note(ports, id, { kind: 'commit', generation });
      }),
    newest: async (id) => (await openGrant(ports, unsaved, id))?.refreshToken,
    async wasCutOff(id) {
      const { records } = await journal.read(id);
      return records.at(-1)?.kind === 'intent' || records.some(({ kind }) => kind === 'sealed');
    },
    forget: (id) =>
      turns.take(id, async () => {
        const generation = await newestGeneration(ports, unsaved, id);
        unsaved.release(id);
        await secrets.forget(id, generation);
        await journal.forget(id);
      }),
    removeRevoked: (id, mark) => removeRevoked(ports, unsaved, id, mark),
    finishRemoval: (id) =>
      turns.take(id, async () => {
        const { records } = await journal.read(id);
        return finishRemoval(ports, unsaved, id, records);
      }),
    async saveUnsaved() {
      await Promise.all(unsaved.ids.map((id) => unsaved.saveNow(id)));
    },
  };
};

const refresh = async (
  ports: DurableRefreshPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  round: RefreshRound,
): Promise<TokenResponse | undefined> => {
  const grant = await openGrant(ports, unsaved, id);
  if (grant === undefined) return undefined;
  if (grant.attempt > MOST_ATTEMPTS && !round.insist) {
    throw new ValetKeyError('VK_REFRESH_INTERRUPTED');
  }
  try {
    return await exchange(ports, unsaved, id, grant, round);
  } catch (cause) {
    const other = endsGrant(cause) ? await otherToken(ports, unsaved, id, grant) : undefined;
    if (other === undefined) throw cause;
    ports.log.info('refresh.token-replaced-meanwhile', { connection: id });
    return exchange(ports, unsaved, id, other, round);
  }
};

/** Steps 1 to 6 with one refresh token. */
const exchange = async (
  ports: DurableRefreshPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  grant: OpenGrant,
  round: RefreshRound,
): Promise<TokenResponse> => {
  const answer = awaitAnswer((received) =>
    keepReceived(ports, unsaved, id, grant, round, received),
  );
  const reply = await sendOrRepeat(ports, id, grant, round, answer);
  if (!answer.isComplete) await answer.take(reply);
  return reply;
};

/** The answer to one refresh token: once it is complete, that token is not sent a second time. */
interface Answer {
  readonly isComplete: boolean;
  readonly take: OnReceived;
}

const awaitAnswer = (keep: OnReceived): Answer => {
  let isComplete = false;
  return {
    get isComplete() {
      return isComplete;
    },
    async take(received) {
      isComplete = true;
      await keep(received);
    },
  };
};

/** Steps 4 to 6, before anything of the reply is judged but whose it is. */
const keepReceived = async (
  ports: DurableRefreshPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  grant: OpenGrant,
  round: RefreshRound,
  received: ReceivedTokens,
): Promise<void> => {
  const { generation } = grant;
  try {
    round.judge(received);
  } catch (cause) {
    await note(ports, id, { kind: 'fail', generation, code: codeOf(cause) });
    throw cause;
  }
  const next = received.refreshToken ?? grant.refreshToken;
  if (!next.equals(grant.refreshToken)) {
    await keepToken(ports, unsaved, id, { generation: generation + 1, refreshToken: next });
  } else if (grant.inKeychain) {
    // Also where nothing rotated: without it, every later crash would count this send again.
    await note(ports, id, { kind: 'commit', generation });
  } else {
    await keepToken(ports, unsaved, id, grant);
  }
};

/** Steps 1 to 3. A send whose outcome nobody knows is repeated once, at once: grace is short. */
const sendOrRepeat = async (
  ports: DurableRefreshPorts,
  id: ConnectionId,
  grant: OpenGrant,
  round: RefreshRound,
  answer: Answer,
): Promise<TokenResponse> => {
  const { generation, refreshToken, attempt } = grant;
  const at = ports.clock.now();
  await ports.journal.append(id, { kind: 'intent', generation, attempt, at });
  try {
    return await round.send(refreshToken, answer.take);
  } catch (cause) {
    const code = codeOf(cause);
    ports.log.warn('refresh.failed', { connection: id, attempt, code });
    const isUnknown = !answer.isComplete && classifyRefreshFailure(cause) === 'ambiguous';
    if (isUnknown && attempt < MOST_ATTEMPTS) {
      return sendOrRepeat(ports, id, { ...grant, attempt: attempt + 1 }, round, answer);
    }
    if (!answer.isComplete) await note(ports, id, { kind: 'fail', generation, code });
    throw attempt > 1 && isValetKeyError(cause, 'VK_GRANT_REVOKED')
      ? new ValetKeyError('VK_REFRESH_INTERRUPTED', { cause })
      : cause;
  }
};

/** The token in the keychain, where somebody put another one there while we asked. */
const otherToken = async (
  ports: DurableRefreshPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  { refreshToken }: OpenGrant,
): Promise<OpenGrant | undefined> => {
  const grant = await openGrant(ports, unsaved, id).catch(() => undefined);
  return grant?.refreshToken.equals(refreshToken) === true ? undefined : grant;
};

/** As far as it can be read: a deletion that was cut off left parts of it, under names with this number. */
const newestGeneration = async (
  { journal }: DurableRefreshPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
): Promise<number | undefined> => {
  const read = await readOr(journal.read(id), undefined);
  return newestSlot([unsaved.get(id), read?.committed, ...(read?.records ?? [])]) || undefined;
};

/** What cannot be read does not stand in the way of a new sign-in. */
const readOr = async <T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> => {
  try {
    return await reading;
  } catch (cause) {
    if (isValetKeyError(cause, 'VK_RECORD_UNREADABLE')) return otherwise;
    throw cause;
  }
};

const endsGrant = (thrown: unknown): boolean =>
  isValetKeyError(thrown, 'VK_GRANT_REVOKED') || isValetKeyError(thrown, 'VK_REFRESH_INTERRUPTED');

const codeOf = (thrown: unknown) => (isValetKeyError(thrown) ? thrown.code : 'VK_INTERNAL');
