import {
  createDurableRefresh,
  type DurableRefresh,
  type RefreshRound,
} from '../../../../src/core/tokens/durable/durable-refresh.ts';
import { createSecretStore } from '../../../../src/core/connection/secret-store.ts';
import { createTurns } from '../../../../src/core/async/queue.ts';
import { ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import type { Keychain, KeychainItems } from '../../../../src/core/port/keychain.ts';
import type { JournalRecord, RefreshJournal } from '../../../../src/core/port/refresh-journal.ts';
import { judgeTokenResponse } from '../../../../src/core/oauth/token-response.ts';
import type { OnReceived } from '../../../../src/core/oauth/exchange/exchange.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import type { TokenResponse } from '../../../../src/core/model/token-record.ts';
import { exchangeOver, noHttp } from '../../../fake/exchange.ts';
import { sloppyReply, type Sloppiness } from '../../../fake/sloppy-reply.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { fakeLog } from '../../../fake/log.ts';
import { readingOf } from '../../../fake/refresh-journal.ts';
import { rotatingServer, type Rotation } from '../../../fake/rotating-server.ts';
import { connectionId } from '../../../fixtures/connection.ts';

const ID = connectionId(1);

/** Where a process dies: before its operation number `step`, counting from 0. */
export interface Crash {
  readonly step: number;
  /** The write under way, not yet synced, is gone; otherwise it is on disk. */
  readonly losesUnsynced: boolean;
}

/** What the disk, the keychain and the server hold; outlives processes. */
export interface CrashWorld {
  readonly server: ReturnType<typeof rotatingServer>;
  /** Refresh tokens that a restart could find: in the journal or whole in the keychain. */
  durableTokens(): Promise<readonly string[]>;
  /** All of the journal as the port was given it, as text. */
  journalText(): string;
  /** Keychain items, to compare. */
  /** Whether the record of the connection says that it has no refresh token. */
  isMarked(): boolean;
  keychainItems(): readonly (readonly [string, string])[];
  /**
   * The keychain's daemon was ended before it wrote its file: what it took since the sign-in is as it was
   * then, and items that are new since are there without their text.
   */
  loseKeychainWrites(): void;
  /** Runs a process until `run` ends or it dies; gives how many operations it got to. */
  live(run: (process: Process) => Promise<unknown>, crash?: Crash): Promise<number>;
}

/** One life of the program. */
export interface Process {
  readonly durable: DurableRefresh;
  refresh(options?: { readonly insist?: boolean; readonly offline?: boolean }): Promise<unknown>;
  /** The server has confirmed that the refresh token is revoked. */
  removeRevoked(): Promise<void>;
  /** What the next start does about a removal that was cut off. */
  finishRemoval(): Promise<boolean>;
}

const never = new Promise<never>(() => undefined);

/** Counts operations and stops the process at one of them, for good: nothing catches a kill -9. */
export const createLife = (crash: Crash | undefined) => {
  let step = 0;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  const isDue = (): boolean => step >= (crash?.step ?? Infinity);
  return {
    dead,
    get step() {
      return step;
    },
    async pass(): Promise<void> {
      await Promise.resolve();
      if (isDue()) {
        die();
        await never;
      }
      step += 1;
    },
    /** Two operations: the write begins, the write is synced. */
    async write(apply: () => void): Promise<void> {
      await this.pass();
      if (isDue() && crash?.losesUnsynced === false) apply();
      await this.pass();
      apply();
    },
  };
};

export type Life = ReturnType<typeof createLife>;

export const keychainOn = (kept: Map<string, string>, life: Life): Keychain => {
  const items: KeychainItems = {
    get: (item) => Promise.resolve(kept.get(item)),
    set: (item, value) => {
      if (value.length > 2400) throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
      return life.write(() => kept.set(item, value));
    },
    delete: (item) => life.write(() => kept.delete(item)),
  };
  return {
    ...items,
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    session: (work) => work(items),
    onChange: () => () => undefined,
  };
};

export const journalOn = (records: JournalRecord[], life: Life): RefreshJournal => ({
  append: (_id, record) => life.write(() => records.push(record)),
  read: () => Promise.resolve(readingOf(records)),
  forget: () => life.write(() => void (records.length = 0)),
});

/** Answers in the manners given, one after the other; faultlessly where there are none. */
const answering = (manners: readonly Sloppiness[]) => {
  let turn = 0;
  return async (response: TokenResponse, onReceived: OnReceived): Promise<TokenResponse> => {
    const { token, refreshToken } = response;
    const manner = manners[turn++ % manners.length];
    if (manner === undefined) {
      await onReceived(response);
      return response;
    }
    const members = {
      access_token: token.accessToken.expose(),
      token_type: 'Bearer',
      expires_in: token.lifetime,
      refresh_token: refreshToken?.expose(),
    };
    const reply = sloppyReply(members, manner);
    const expectation = { requestedScope: scopeOf([]), onReceived };
    return judgeTokenResponse(exchangeOver(noHttp), reply, expectation);
  };
};

/** @param manners how sloppy the server's answers are, in turn */
export const crashWorld = async (
  rotation: Rotation,
  length: number,
  manners: readonly Sloppiness[] = [],
): Promise<CrashWorld> => {
  const answer = answering(manners);
  const items = new Map<string, string>();
  const records: JournalRecord[] = [];
  let isMarked = false;
  const server = rotatingServer(rotation, length);
  const start = (life: Life): Process => {
    const durable = createDurableRefresh({
      secrets: createSecretStore(keychainOn(items, life)),
      journal: journalOn(records, life),
      clock: fakeClock({ skip: false }),
      log: fakeLog(),
      turns: createTurns(),
      onUnsaved: () => undefined,
      onLostWrite: () => undefined,
    });
    const send: RefreshRound['send'] = async (refreshToken, onReceived) => {
      await life.pass();
      const reply = await server.refresh(refreshToken);
      await life.pass();
      return answer(reply, onReceived);
    };
    return {
      durable,
      refresh: ({ insist = false, offline = false } = {}) => {
        if (offline) server.meet('offline');
        return durable.refresh(ID, { send, judge: () => undefined, insist });
      },
      removeRevoked: () => durable.removeRevoked(ID, () => life.write(() => (isMarked = true))),
      finishRemoval: () => durable.finishRemoval(ID),
    };
  };
  await start(createLife(undefined)).durable.keep(ID, server.first);
  const written = new Map(items);
  return {
    server,
    loseKeychainWrites() {
      for (const item of items.keys()) items.set(item, written.get(item) ?? '');
      for (const [item, value] of written) items.set(item, value);
    },
    async durableTokens() {
      const secrets = createSecretStore(keychainOn(items, createLife(undefined)));
      const stored = await secrets.readRefreshToken(ID);
      const sealed = records.flatMap((one) => (one.kind === 'sealed' ? [one.refreshToken] : []));
      return [...sealed, ...(stored === undefined ? [] : [stored.refreshToken])].map((token) =>
        token.expose(),
      );
    },
    journalText: () => JSON.stringify(records),
    isMarked: () => isMarked,
    keychainItems: () => [...items].sort(([a], [b]) => (a < b ? -1 : 1)),
    async live(run, crash) {
      const life = createLife(crash);
      await Promise.race([run(start(life)), life.dead]);
      return life.step;
    },
  };
};
