import type { ErrorCode } from '../../src/vocabulary/error-code.ts';
import type { KeychainState } from '../../src/vocabulary/storage.ts';
import { createHostClient } from '../../src/main/adapter/keychain/keychain-host-client.ts';
import { fakeClock } from '../fake/clock.ts';
import { hostSpawner } from './host.ts';
import { TEST_SERVICE } from './keyring.ts';
import type { KeyringSession, SessionOptions } from './session.ts';
import type { SmallDisk } from './small-disk.ts';

/** What a condition may need besides the session. */
export interface Surroundings {
  readonly session: KeyringSession;
  readonly disk: SmallDisk;
}

/** One way a machine's keychain can be, how to bring it about and to end it. */
export interface Condition {
  readonly name: string;
  readonly session: SessionOptions | 'with a display' | 'on the small disk';
  readonly afflict: (around: Surroundings) => Promise<void>;
  readonly relieve: (around: Surroundings) => Promise<void>;
  /** The state once the program has noticed. */
  readonly state: KeychainState;
  /** What every action but the start fails with; none where they succeed. */
  readonly failure?: ErrorCode;
  /** Reading works and writing does not. */
  readonly isFull?: true;
}

const nothing = async (): Promise<void> => undefined;
const unlock = ({ session }: Surroundings): Promise<void> => session.unlock();

/** Writes an item as any program of the user can. */
const plant = async ({ env }: KeyringSession, item: string, value: string): Promise<void> => {
  const client = createHostClient({
    spawnHost: hostSpawner(env).spawn,
    service: TEST_SERVICE,
    clock: fakeClock(),
  });
  await client.ask({ op: 'set', item, value });
  client.close();
};

export const CONDITIONS: readonly Condition[] = [
  { name: 'ready', session: {}, afflict: nothing, relieve: nothing, state: 'ready' },
  {
    name: 'locked, prompt dismissed (no display)',
    session: {},
    afflict: ({ session }) => session.lock(),
    relieve: unlock,
    state: 'locked',
    failure: 'VK_KEYCHAIN_LOCKED',
  },
  {
    name: 'locked, prompt unanswered',
    session: 'with a display',
    afflict: ({ session }) => session.lock(),
    relieve: unlock,
    state: 'waiting',
    failure: 'VK_KEYCHAIN_LOCKED',
  },
  {
    name: 'locked, and unlocked later',
    session: {},
    async afflict({ session }) {
      await session.lock();
      await session.unlock();
    },
    relieve: nothing,
    state: 'ready',
  },
  {
    name: 'no secret service',
    session: { withoutActivation: true },
    afflict: ({ session }) => session.killDaemon(),
    relieve: unlock,
    state: 'absent',
    failure: 'VK_KEYCHAIN_UNAVAILABLE',
  },
  {
    name: 'no bus',
    session: {},
    afflict: ({ session }) => session.stopBus(),
    async relieve({ session }) {
      await session.startBus();
      await session.unlock();
    },
    state: 'absent',
    failure: 'VK_KEYCHAIN_UNAVAILABLE',
  },
  {
    name: 'daemon killed',
    session: {},
    afflict: ({ session }) => session.killDaemon(),
    relieve: unlock,
    state: 'locked',
    failure: 'VK_KEYCHAIN_LOCKED',
  },
  {
    name: 'disk full',
    session: 'on the small disk',
    afflict: ({ disk }) => disk.fill(),
    relieve: ({ disk }) => disk.drain(),
    state: 'ready',
    isFull: true,
  },
  {
    name: 'foreign item without account',
    session: {},
    // With our service alone, gnome-keyring would take one of our items for it and replace that.
    async afflict({ session }) {
      await session.secretTool(
        ['store', '--label=x', 'service', TEST_SERVICE, 'a', 'b'],
        'foreign',
      );
    },
    relieve: nothing,
    state: 'ready',
  },
  {
    name: 'canary changed',
    session: {},
    afflict: ({ session }) => plant(session, 'canary', 'the canary of somebody else'),
    relieve: nothing,
    state: 'fault',
    failure: 'VK_KEYCHAIN_UNAVAILABLE',
  },
];
