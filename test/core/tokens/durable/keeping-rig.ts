import {
  createDurableRefresh,
  type DurableRefresh,
  type RefreshRound,
} from '../../../../src/core/tokens/durable/durable-refresh.ts';
import { createSecretStore } from '../../../../src/core/connection/secret-store.ts';
import { createTurns } from '../../../../src/core/async/queue.ts';
import type { TokenResponse } from '../../../../src/core/model/token-record.ts';
import type { Keychain, KeychainItems } from '../../../../src/core/port/keychain.ts';
import { parseConnectionId, type ConnectionId } from '../../../../src/vocabulary/id.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { fakeKeychain } from '../../../fake/keychain.ts';
import { fakeLog } from '../../../fake/log.ts';
import { fakeRefreshJournal } from '../../../fake/refresh-journal.ts';
import { rotatingServer, type Rotation } from '../../../fake/rotating-server.ts';

export const ID = parseConnectionId('AAAAAAAAAAAAAAAAAAAAAA') as ConnectionId;

/** A keychain one of whose calls hangs, as behind an unlock prompt that nobody answers. */
const stallable = (inner: Keychain) => {
  let left = Infinity;
  let tell = (): void => undefined;
  const pass = async <T>(call: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left !== -1) return call();
    tell();
    return new Promise<T>(() => undefined);
  };
  const items: KeychainItems = {
    get: (item) => pass(() => inner.get(item)),
    set: (item, value) => pass(() => inner.set(item, value)),
    delete: (item) => pass(() => inner.delete(item)),
  };
  const keychain: Keychain = {
    ...items,
    state: 'ready',
    probe: () => inner.probe(),
    session: (work) => work(items),
    onChange: (listener) => inner.onChange(listener),
  };
  const stallCall = (nth: number): Promise<void> => {
    left = nth;
    return new Promise<void>((resolve) => (tell = resolve));
  };
  return { keychain, stallCall };
};

/** One login, signed in, and everything it is kept in; `restart` is a new process on the same disk. */
export const keepingRig = async (rotation: Rotation, tokenLength = 40) => {
  const keychain = fakeKeychain();
  const stall = stallable(keychain);
  const secrets = createSecretStore(stall.keychain);
  const journal = fakeRefreshJournal();
  const server = rotatingServer(rotation, tokenLength);
  const clock = fakeClock({ skip: false });
  const log = fakeLog();
  const unsavedEvents: boolean[] = [];
  let lostWrites = 0;
  let turns = createTurns();
  const start = (): DurableRefresh =>
    createDurableRefresh({
      secrets,
      journal,
      clock,
      log,
      turns,
      onUnsaved: (_id, isUnsaved) => unsavedEvents.push(isUnsaved),
      onLostWrite: () => void (lostWrites += 1),
    });
  let durable = start();
  await durable.keep(ID, server.first);
  const round = (part: Partial<RefreshRound> = {}): RefreshRound => ({
    send: (refreshToken) => server.refresh(refreshToken),
    judge: () => undefined,
    insist: false,
    ...part,
  });
  return {
    keychain,
    secrets,
    journal,
    server,
    clock,
    log,
    unsavedEvents,
    get durable() {
      return durable;
    },
    /** How often the program was notified that the keychain had lost what it took. */
    get lostWrites() {
      return lostWrites;
    },
    refresh: (part: Partial<RefreshRound> = {}): Promise<TokenResponse | undefined> =>
      durable.refresh(ID, round(part)),
    /** The `nth` keychain call from now never returns; resolves when it is made. */
    stallCall: stall.stallCall,
    /** Lets time pass and what it wakes run to its end. */
    async wait(by: number) {
      await clock.advance(by);
      await turns.idle();
      await clock.advance(0);
    },
    restart() {
      turns = createTurns();
      durable = start();
    },
    /** What the keychain holds, as text. */
    kept: async () => (await secrets.readRefreshToken(ID))?.refreshToken.expose(),
    kinds: () => journal.written.map(({ kind }) => kind),
  };
};
