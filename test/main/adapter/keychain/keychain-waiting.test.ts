import { describe, expect, it } from 'vitest';
import { keychainRig, type KeychainRig } from './keychain-rig.ts';

const LOCKED = { code: 'VK_KEYCHAIN_LOCKED' };

const whileReading = async (): Promise<KeychainRig & { reading: Promise<string | undefined> }> => {
  const rig = keychainRig();
  await rig.keychain.probe();
  rig.host.behave(({ item }) => (item === 'g.x' ? 'hang' : undefined));
  const reading = rig.keychain.get('g.x');
  await rig.clock.advance(0);
  return { ...rig, reading };
};

describe('a keychain call that does not come back (an unlock prompt)', () => {
  it('shows as waiting after 3 s, not before', async () => {
    const { clock, keychain, reading, host } = await whileReading();
    await clock.advance(2.9);
    expect(keychain.state).toBe('ready');
    await clock.advance(0.2);
    expect(keychain.state).toBe('waiting');
    await host.release({ kind: 'done', value: 'v' });
    expect(await reading).toBe('v');
    expect(keychain.state).toBe('ready');
  });

  it('refuses further calls at once and starts no second one', async () => {
    const { clock, keychain, host, reading } = await whileReading();
    await clock.advance(4);
    const before = host.requests.length;
    await expect(keychain.get('g.y')).rejects.toMatchObject(LOCKED);
    await expect(keychain.set('g.y', 'v')).rejects.toMatchObject(LOCKED);
    expect(await keychain.probe()).toBe('waiting');
    expect(host.requests).toHaveLength(before);
    await host.release({ kind: 'done', value: 'v' });
    expect(await reading).toBe('v');
  });

  it('fails its caller after 60 s and stays the only call in flight', async () => {
    const { clock, keychain, host, reading } = await whileReading();
    const failed = expect(reading).rejects.toMatchObject(LOCKED);
    await clock.advance(61);
    await failed;
    await clock.advance(600);
    expect(keychain.state).toBe('waiting');
    expect(host.mostInFlight).toBe(1);
    host.behave(undefined);
    await host.release({ kind: 'done', value: 'late' });
    expect(keychain.state).toBe('ready');
    expect(await keychain.get('g.x')).toBeUndefined();
  });

  it('is ended by the next probe after 60 s, and not before: a keyring that died while asking never answers', async () => {
    const { clock, keychain, host, reading } = await whileReading();
    const failed = expect(reading).rejects.toMatchObject(LOCKED);
    await clock.advance(59);
    expect(await keychain.probe()).toBe('waiting');
    expect(host.spawned).toBe(1);
    await clock.advance(2);
    await failed;
    host.behave(undefined);
    expect(await keychain.probe()).toBe('ready');
    expect(host.spawned).toBe(2);
    host.items.set('g.x', 'v');
    expect(await keychain.get('g.x')).toBe('v');
  });

  it('takes "none" after a prompt for a dismissal, and asks no second time', async () => {
    const { clock, keychain, host, reading } = await whileReading();
    await clock.advance(4);
    const failed = expect(reading).rejects.toMatchObject(LOCKED);
    const before = host.requests.length;
    await host.release({ kind: 'done', value: null });
    await failed;
    expect(keychain.state).toBe('locked');
    expect(host.requests).toHaveLength(before);
  });

  it('is read again where the first canary waited for a prompt too long', async () => {
    const rig = keychainRig({ fresh: true });
    rig.host.behave(({ op }) => (op === 'set' ? 'hang' : undefined));
    const probing = rig.keychain.probe();
    await rig.clock.advance(0);
    await rig.clock.advance(4);
    expect(await probing).toBe('waiting');
    await rig.clock.advance(61);
    await rig.host.release({ kind: 'done', value: null });
    expect(rig.keychain.state).toBe('unknown');
    rig.host.behave(undefined);
    expect(await rig.keychain.probe()).toBe('ready');
  });

  it('never carries out a write whose caller has had a failure already', async () => {
    const { clock, keychain, host, reading, changes } = await whileReading();
    const writing = keychain.set('g.y', 'v');
    const failures = Promise.allSettled([reading, writing]);
    await clock.advance(61);
    expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    host.behave(undefined);
    await host.release({ kind: 'done', value: 'late' });
    await clock.advance(1);
    expect(changes()).toEqual([]);
  });
});

describe('a keychain host that dies', () => {
  it('fails the call in hand, does not repeat it, and reads the canary again at the next', async () => {
    const rig = keychainRig();
    await rig.keychain.probe();
    rig.host.behave(({ op }) => (op === 'set' ? 'die' : undefined));
    await expect(rig.keychain.set('g.x', 'v')).rejects.toMatchObject({
      code: 'VK_KEYCHAIN_UNAVAILABLE',
    });
    expect(rig.changes()).toEqual(['set g.x']);
    rig.host.behave(undefined);
    expect(await rig.keychain.get('g.x')).toBeUndefined();
    expect(rig.host.spawned).toBe(2);
  });

  it('is restarted later and later: at once, after 1 s, after 2 s', async () => {
    const rig = keychainRig();
    rig.host.behave(() => 'die');
    const probes = async (): Promise<number> => {
      await rig.keychain.probe();
      return rig.host.spawned;
    };
    expect([await probes(), await probes(), await probes()]).toEqual([1, 2, 2]);
    await rig.clock.advance(1);
    expect([await probes(), await probes()]).toEqual([3, 3]);
    await rig.clock.advance(1);
    expect(await probes()).toBe(3);
    await rig.clock.advance(1);
    rig.host.behave(undefined);
    expect(await rig.keychain.probe()).toBe('ready');
  });

  it('is restarted at once again after one that answered', async () => {
    const rig = keychainRig();
    const dieOnce = async (): Promise<void> => {
      rig.host.behave(() => 'die');
      expect(await rig.keychain.probe()).toBe('fault');
      rig.host.behave(undefined);
      expect(await rig.keychain.probe()).toBe('ready');
    };
    await dieOnce();
    await dieOnce();
    await dieOnce();
  });

  it('costs nothing while idle', async () => {
    const rig = keychainRig();
    await rig.keychain.probe();
    await rig.host.die();
    expect(rig.keychain.state).toBe('ready');
    expect(await rig.keychain.get('g.x')).toBeUndefined();
  });

  it('is replaced, once, where a reading is refused: libsecret may talk to a daemon that is gone', async () => {
    const rig = keychainRig();
    rig.host.items.set('g.x', 'v');
    await rig.keychain.probe();
    rig.host.behave(() =>
      rig.host.spawned === 1 ? { kind: 'refused', detail: 'stale' } : undefined,
    );
    expect(await rig.keychain.get('g.x')).toBe('v');
    expect(rig.host.spawned).toBe(2);
    rig.host.behave(() => ({ kind: 'refused', detail: 'no service' }));
    expect(await rig.keychain.probe()).toBe('absent');
    expect(rig.host.spawned).toBe(3);
  });
});
