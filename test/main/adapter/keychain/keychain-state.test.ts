import { describe, expect, it } from 'vitest';
import { CANARY, hashOf } from '../../../../src/main/adapter/keychain/keychain-canary.ts';
import type { Behaviour } from './fake-host.ts';
import { CANARY_VALUE, keychainRig } from './keychain-rig.ts';

const LOCKED = { code: 'VK_KEYCHAIN_LOCKED' };
const UNAVAILABLE = { code: 'VK_KEYCHAIN_UNAVAILABLE' };
const NONE: Behaviour = () => ({ kind: 'done', value: null });
const REFUSED: Behaviour = () => ({ kind: 'refused', detail: 'words of the system' });
const HANG: Behaviour = () => 'hang';

describe('the state of the keychain', () => {
  it('is unknown until it has been looked at, and looks by itself at the first call', async () => {
    const { keychain, host } = keychainRig();
    expect(keychain.state).toBe('unknown');
    host.items.set('g.x', 'value');
    expect(await keychain.get('g.x')).toBe('value');
    expect(keychain.state).toBe('ready');
  });

  it('plants a canary where there has never been one, and keeps its hash', async () => {
    const { keychain, host, hash } = keychainRig({ fresh: true });
    expect(await keychain.probe()).toBe('ready');
    const canary = host.items.get(CANARY) ?? '';
    expect(Buffer.from(canary, 'base64url')).toHaveLength(32);
    expect(hash.value).toBe(hashOf(canary));
  });

  it('adopts the canary it finds when the metadata was lost', async () => {
    const rig = keychainRig();
    rig.hash.value = undefined;
    expect(await rig.keychain.probe()).toBe('ready');
    expect(rig.hash.value).toBe(hashOf(CANARY_VALUE));
    expect(rig.changes()).toEqual([]);
  });

  it('plants nothing where the reading says "none" after a prompt', async () => {
    const rig = keychainRig({ fresh: true });
    rig.host.behave(HANG);
    const probing = rig.keychain.probe();
    await rig.clock.advance(0);
    await rig.clock.advance(4);
    expect(await probing).toBe('waiting');
    await rig.host.release({ kind: 'done', value: null });
    expect(rig.keychain.state).toBe('locked');
    expect(rig.changes()).toEqual([]);
  });

  it('is locked where the canary reads as "none" although there was one, and writes nothing', async () => {
    const rig = keychainRig();
    rig.host.behave(NONE);
    expect(await rig.keychain.probe()).toBe('locked');
    await expect(rig.keychain.get('g.x')).rejects.toMatchObject(LOCKED);
    await expect(rig.keychain.set('g.x', 'v')).rejects.toMatchObject(LOCKED);
    await expect(rig.keychain.delete('g.x')).rejects.toMatchObject(LOCKED);
    expect(rig.changes()).toEqual([]);
  });

  it('is locked, not in fault, while the canary is empty, and ready once it is back', async () => {
    const rig = keychainRig();
    expect(await rig.keychain.probe()).toBe('ready');
    rig.host.items.set(CANARY, '');
    await expect(rig.keychain.set('g.x', 'v')).rejects.toMatchObject(LOCKED);
    expect(rig.keychain.state).toBe('locked');
    expect(rig.keychain.mayBeReset).toBe(false);
    expect(await rig.keychain.probe()).toBe('locked');
    expect(rig.keychain.mayBeReset).toBe(true);
    rig.host.items.set(CANARY, CANARY_VALUE);
    expect(await rig.keychain.probe()).toBe('ready');
    expect(rig.changes()).toEqual([]);
  });

  it('does not adopt an empty value as the first canary', async () => {
    const { keychain, host, hash } = keychainRig({ fresh: true });
    host.items.set(CANARY, '');
    expect(await keychain.probe()).toBe('ready');
    expect(host.items.get(CANARY)).not.toBe('');
    expect(hash.value).toBe(hashOf(host.items.get(CANARY) ?? ''));
  });

  it('looks at the canary before it lets an empty item count', async () => {
    const rig = keychainRig();
    expect(await rig.keychain.probe()).toBe('ready');
    rig.host.items.set('g.x', '');
    expect(await rig.keychain.get('g.x')).toBe('');
    expect(rig.host.requests.slice(-2).map(({ item }) => item)).toEqual(['g.x', CANARY]);
  });

  it('is locked where a first canary is refused after a reading that worked', async () => {
    const rig = keychainRig({ fresh: true });
    rig.host.behave((request) => (request.op === 'get' ? NONE(request) : REFUSED(request)));
    expect(await rig.keychain.probe()).toBe('locked');
    expect(rig.hash.value).toBeUndefined();
  });

  it('is in fault where the canary is of another profile or keyring', async () => {
    const rig = keychainRig();
    rig.host.items.set(CANARY, 'somebody-else');
    expect(await rig.keychain.probe()).toBe('fault');
    await expect(rig.keychain.set('g.x', 'v')).rejects.toMatchObject(UNAVAILABLE);
    expect(rig.changes()).toEqual([]);
  });

  it.each([
    ['linux', 'absent', UNAVAILABLE],
    ['darwin', 'locked', LOCKED],
    ['win32', 'locked', LOCKED],
  ] as const)('reads a refusal on %s as %s', async (platform, state, failure) => {
    const rig = keychainRig({ platform });
    rig.host.behave(REFUSED);
    expect(await rig.keychain.probe()).toBe(state);
    await expect(rig.keychain.get('g.x')).rejects.toMatchObject(failure);
  });

  it('looks again only when asked to, and recovers then', async () => {
    const rig = keychainRig();
    rig.host.behave(NONE);
    await rig.keychain.probe();
    rig.host.behave(undefined);
    await expect(rig.keychain.get('g.x')).rejects.toMatchObject(LOCKED);
    expect(await rig.keychain.probe()).toBe('ready');
    expect(await rig.keychain.get('g.x')).toBeUndefined();
  });

  it('tells listeners of each change, until they stop', async () => {
    const rig = keychainRig();
    const seen: string[] = [];
    const stop = rig.keychain.onChange((state) => seen.push(state));
    await rig.keychain.probe();
    rig.host.behave(NONE);
    await rig.keychain.probe();
    stop();
    rig.host.behave(undefined);
    await rig.keychain.probe();
    expect(seen).toEqual(['ready', 'locked']);
  });

  it('gives parallel probes one look', async () => {
    const rig = keychainRig();
    await Promise.all([rig.keychain.probe(), rig.keychain.probe(), rig.keychain.probe()]);
    expect(rig.host.requests).toHaveLength(1);
  });
});
