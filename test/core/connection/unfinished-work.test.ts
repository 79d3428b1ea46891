import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/core/async/queue.ts';
import { readCredentials } from '../../../src/core/connection/credentials.ts';
import {
  forgetConnection,
  notifyingStore,
} from '../../../src/core/connection/manage-connections.ts';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { createFinishWork } from '../../../src/core/connection/unfinished-work.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenResponse } from '../../../src/core/model/token-record.ts';
import type { JournalRecord } from '../../../src/core/port/refresh-journal.ts';
import type { ConnectionStore } from '../../../src/core/port/stores.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { createKeepSignIn } from '../../../src/core/sign-in/keep-sign-in.ts';
import type { SignInTarget } from '../../../src/core/sign-in/sign-in.ts';
import { createDurableRefresh } from '../../../src/core/tokens/durable/durable-refresh.ts';
import type { ConnectionId } from '../../../src/vocabulary/id.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { fakeApp, storageOn } from '../../fake/app-ports.ts';
import { FAKE_EPOCH, fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeLog } from '../../fake/log.ts';
import { fakeRandom } from '../../fake/random.ts';
import { connectionOf } from '../../fixtures/connection.ts';
import {
  createLife,
  journalOn,
  keychainOn,
  type Crash,
  type Life,
} from '../tokens/durable/crash-world.ts';

/** Refresh tokens that lie in the header, in one chunk and in four. */
const LENGTHS = [40, 1500, 7000];
/** A private key of a length that takes chunks, too. */
const KEY = 'k'.repeat(2000);

const targetOf = ({ issuer, registration, requestedScope }: Connection): SignInTarget => ({
  issuer,
  allowLoopback: false,
  registration,
  credentials: {
    clientSecret: Secret.of('client-secret', 'correct-horse'),
    privateKey: Secret.of('private-key', KEY),
  },
  grant: { kind: 'authorization_code' },
  scope: requestedScope,
});

const responseWith = (refreshToken: string): TokenResponse => ({
  token: {
    accessToken: Secret.of('access-token', 'access'),
    tokenType: 'bearer',
    scope: scopeOf(['read']),
    obtainedAt: FAKE_EPOCH,
    expiresAt: FAKE_EPOCH,
    lifetime: seconds(3600),
    lifetimeAssumed: false,
    warnings: [],
  },
  refreshToken: Secret.of('refresh-token', refreshToken),
});

const storeOn = (records: Map<ConnectionId, Connection>, life: Life): ConnectionStore => ({
  list: () => [...records.values()],
  get: (id) => records.get(id),
  put: (connection) => life.write(() => records.set(connection.id, connection)),
  remove: (id) => life.write(() => records.delete(id)),
});

/** What disk and keychain hold; processes come and go. */
const createWorld = () => {
  const items = new Map<string, string>();
  const journal: JournalRecord[] = [];
  const records = new Map<ConnectionId, Connection>();
  const start = (life: Life) => {
    const raw = storeOn(records, life);
    const secrets = createSecretStore(keychainOn(items, life));
    const shared = { clock: fakeClock({ skip: false }), log: fakeLog(), turns: createTurns() };
    const noted: string[] = [];
    const note = (kind: string) => Promise.resolve(void noted.push(kind));
    const grants = createDurableRefresh({
      ...shared,
      secrets,
      journal: journalOn(journal, life),
      onUnsaved: () => undefined,
      onLostWrite: () => undefined,
    });
    const random = fakeRandom();
    const connections = notifyingStore(raw, () => undefined);
    const ports = { ...shared, secrets, grants, note, random };
    const keep = createKeepSignIn({ ...ports, connections, adopt: () => undefined });
    return {
      noted,
      connections,
      secrets,
      grants,
      signIn: (token: string) =>
        keep(targetOf(connectionOf()), connectionOf().metadata, responseWith(token), undefined),
      signInAgain: (existing: Connection, token: string) => {
        const wider = { ...connectionOf(), requestedScope: scopeOf(['read', 'write']) };
        const response = responseWith(token);
        const scope = scopeOf(['read', 'write']);
        return keep(
          { ...targetOf(wider), existing },
          wider.metadata,
          { ...response, token: { ...response.token, scope } },
          undefined,
        );
      },
      forget: forgetConnection({ ...ports, connections, drop: () => undefined }),
      finishWork: createFinishWork({ ...ports, connections }),
    };
  };
  type Process = ReturnType<typeof start>;
  return {
    async live<Result>(run: (process: Process) => Promise<Result>, crash?: Crash) {
      const life = createLife(crash);
      const result = await Promise.race([run(start(life)), life.dead]);
      return { steps: life.step, result };
    },
    /** All that is there, to compare. */
    contents: () => ({
      items: [...items].sort(([one], [other]) => (one < other ? -1 : 1)),
      journal: [...journal],
      records: [...records.values()],
    }),
    wasSealed: () => journal.some(({ kind }) => kind === 'sealed'),
  };
};

type World = ReturnType<typeof createWorld>;

const NOTHING = { items: [], journal: [], records: [] };

/** The login as the next start finds it, or how much there is of it where there is none. */
const loginIn = async (world: World): Promise<unknown> => {
  const { result } = await world.live(async ({ connections, grants, secrets }) => {
    const [login] = connections.list();
    if (login === undefined) return world.contents();
    const { clientSecret, privateKey } = await readCredentials(secrets, login.id);
    return {
      standing: login.standing.kind,
      refreshToken: (await grants.newest(login.id))?.expose(),
      clientSecret: clientSecret?.expose(),
      privateKey: privateKey?.expose(),
      records: world.contents().records.length,
    };
  });
  return result;
};

const wholeLogin = (refreshToken: string) => ({
  standing: 'active',
  refreshToken,
  clientSecret: 'correct-horse',
  privateKey: KEY,
  records: 1,
});

const crashesOf = (steps: number): readonly Crash[] =>
  Array.from({ length: steps }, (_, step) => [
    { step, losesUnsynced: true },
    { step, losesUnsynced: false },
  ]).flat();

const signedInWorld = async (token: string) => {
  const world = createWorld();
  const { result } = await world.live(({ signIn }) => signIn(token));
  if (result === undefined) throw new Error('nobody was killed');
  return { world, id: result.id };
};

describe('a new login that a kill cut off while it was kept', () => {
  it.each(LENGTHS)(
    'is a whole login after the next start where its refresh token was written, and else not there at all (%i characters)',
    async (length) => {
      const token = 't'.repeat(length);
      const { steps } = await createWorld().live(({ signIn }) => signIn(token));
      const ends = new Set<string>();
      for (const crash of crashesOf(steps)) {
        const world = createWorld();
        await world.live(({ signIn }) => signIn(token), crash);
        const wasSealed = world.wasSealed();
        await world.live(({ finishWork }) => finishWork());
        const login = await loginIn(world);
        const isLogin = world.contents().records.length > 0;
        ends.add(isLogin ? 'finished' : 'undone');
        if (wasSealed) expect({ crash, isLogin }).toEqual({ crash, isLogin: true });
        expect({ crash, login }).toEqual({ crash, login: isLogin ? wholeLogin(token) : NOTHING });
      }
      expect([...ends].sort()).toEqual(['finished', 'undone']);
    },
    60_000,
  );

  it('is not listed before it is finished, and is in the ledger after it', async () => {
    const token = 't'.repeat(40);
    const { steps } = await createWorld().live(({ signIn }) => signIn(token));
    const world = createWorld();
    await world.live(({ signIn }) => signIn(token), { step: steps - 2, losesUnsynced: true });
    await world.live(async ({ connections, finishWork, noted }) => {
      const [id] = world.contents().records.map((one) => one.id);
      expect(connections.list()).toEqual([]);
      expect(id === undefined ? id : connections.get(id)).toBeUndefined();
      await finishWork();
      expect(connections.list()).toHaveLength(1);
      expect(noted).toEqual(['signed-in']);
    });
  });

  it('is left alone by the start whose own sign-in is under way', async () => {
    const world = createWorld();
    await world.live(async ({ signIn, finishWork }) => {
      const signingIn = signIn('t'.repeat(40));
      await finishWork();
      await signingIn;
    });
    expect(await loginIn(world)).toEqual(wholeLogin('t'.repeat(40)));
  });
});

describe('a login that a kill cut off while a new sign-in to it was kept', () => {
  it.each(LENGTHS)(
    'has the scope that goes with its refresh token after the next start (%i characters)',
    async (length) => {
      const before = 'o'.repeat(length);
      const after = 'n'.repeat(length);
      const again = async (crash?: Crash) => {
        const { world, id } = await signedInWorld(before);
        const { steps } = await world.live(({ connections, signInAgain }) => {
          const existing = connections.get(id);
          if (existing === undefined) throw new Error('there is no login');
          return signInAgain(existing, after);
        }, crash);
        return { world, id, steps };
      };
      const ends = new Set<string>();
      for (const crash of crashesOf((await again()).steps)) {
        const { world, id } = await again(crash);
        await world.live(({ finishWork }) => finishWork());
        await world.live(async ({ connections, grants }) => {
          const login = connections.get(id);
          const token = (await grants.newest(id))?.expose();
          const scope = token === after ? ['read', 'write'] : ['read'];
          expect({ crash, scope: login?.grantedScope, asked: login?.requestedScope }).toEqual({
            crash,
            scope,
            asked: token === after ? scope : connectionOf().requestedScope,
          });
          expect([before, after]).toContain(token);
          expect(login?.signInAgain).toBeUndefined();
          ends.add(token === after ? 'new' : 'old');
        });
      }
      expect([...ends].sort()).toEqual(['new', 'old']);
    },
    60_000,
  );
});

describe('a login that a kill cut off while it was forgotten', () => {
  it.each(LENGTHS)(
    'is whole or gone to the last chunk of its token and key after the next start (%i characters)',
    async (length) => {
      const token = 't'.repeat(length);
      const first = await signedInWorld(token);
      const { steps } = await first.world.live(({ forget }) => forget(first.id));
      expect(first.world.contents()).toEqual(NOTHING);
      for (const crash of crashesOf(steps)) {
        const { world, id } = await signedInWorld(token);
        await world.live(({ forget }) => forget(id), crash);
        await world.live(({ finishWork }) => finishWork());
        const isUntouched = crash.step === 0 || (crash.step === 1 && crash.losesUnsynced);
        const left = { crash, login: await loginIn(world) };
        expect(left).toEqual({ crash, login: isUntouched ? wholeLogin(token) : NOTHING });
      }
    },
    60_000,
  );

  it('is gone also where the start that went on was killed in turn', async () => {
    const token = 't'.repeat(3000);
    const first = await signedInWorld(token);
    const { steps } = await first.world.live(({ forget }) => forget(first.id));
    for (let step = 2; step < steps; step += 7) {
      for (let again = 0; again < steps - step; again += 1) {
        const { world, id } = await signedInWorld(token);
        await world.live(({ forget }) => forget(id), { step, losesUnsynced: true });
        await world.live(({ finishWork }) => finishWork(), { step: again, losesUnsynced: false });
        await world.live(({ finishWork }) => finishWork());
        expect({ step, again, ...world.contents() }).toEqual({ step, again, ...NOTHING });
      }
    }
  }, 60_000);
});

describe('what an earlier run left', () => {
  const left = (unfinished: 'sign-in' | 'forget') => {
    const keychain = fakeKeychain();
    const connection = { ...connectionOf(), unfinished };
    const connections = fakeConnectionStore(connection, connectionOf({ id: OTHER }));
    return { keychain, connection, connections };
  };
  const OTHER = connectionOf().id.replace(/.$/, '2') as ConnectionId;

  const started = (
    keychain: ReturnType<typeof fakeKeychain>,
    connections: ConnectionStore,
    isOver: () => boolean,
  ) => {
    let resolve = (): void => undefined;
    const over = new Promise<void>((done) => (resolve = done));
    const app = fakeApp({
      storage: storageOn(keychain),
      connections,
      emit: () => (isOver() ? resolve() : undefined),
    });
    app.start();
    return { app, over };
  };

  it('is finished when the program starts', async () => {
    const { keychain, connection, connections } = left('sign-in');
    const token = Secret.of('refresh-token', 'kept');
    await createSecretStore(keychain).writeRefreshToken(connection.id, 1, token);
    const isOver = () => connections.get(connection.id)?.unfinished === undefined;
    const { app, over } = started(keychain, connections, isOver);
    await over;
    expect(app.connections.get(connection.id)?.standing.kind).toBe('active');
  });

  it('is left while the keychain is locked, and finished when it opens', async () => {
    const { keychain, connection, connections } = left('forget');
    await createSecretStore(keychain).writeRefreshToken(
      connection.id,
      1,
      Secret.of('refresh-token', 'kept'),
    );
    keychain.become('locked');
    const isOver = () => connections.get(connection.id) === undefined;
    const { app, over } = started(keychain, connections, isOver);
    expect(app.connections.list().map(({ id }) => id)).toEqual([OTHER]);
    keychain.become('ready');
    await over;
    expect([...keychain.items.keys()]).toEqual([]);
    expect(connections.list().map(({ id }) => id)).toEqual([OTHER]);
  });

  it('becomes a login that says so where its refresh token cannot be read, and nothing is deleted', async () => {
    const { keychain, connection, connections } = left('sign-in');
    keychain.tamper(`g.${connection.id}`, 'not a header');
    const isOver = () => connections.get(connection.id)?.unfinished === undefined;
    const { app, over } = started(keychain, connections, isOver);
    await over;
    expect(app.connections.get(connection.id)?.standing.kind).toBe('unreadable');
    expect(keychain.items.get(`g.${connection.id}`)).toBe('not a header');
  });
});
