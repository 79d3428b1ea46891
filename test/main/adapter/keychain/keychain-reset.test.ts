import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../../src/core/connection/secret-store.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { CANARY, hashOf } from '../../../../src/main/adapter/keychain/keychain-canary.ts';
import { PROBE } from '../../../../src/main/adapter/keychain/keychain.ts';
import { parseConnectionId, type ConnectionId } from '../../../../src/vocabulary/id.ts';
import type { Behaviour } from './fake-host.ts';
import { CANARY_VALUE, keychainRig } from './keychain-rig.ts';

const REFUSED: Behaviour = () => ({ kind: 'refused', detail: 'Cannot create an item' });
const NONE: Behaviour = () => ({ kind: 'done', value: null });
const ID = parseConnectionId('c'.repeat(22)) as ConnectionId;
const token = (text: string) => Secret.of('refresh-token', text);

/** A keychain that was in use, and whose every item is gone. */
const resetRig = async () => {
  const rig = keychainRig();
  await rig.keychain.probe();
  rig.host.items.clear();
  return rig;
};

describe('offering a reset', () => {
  it('takes two looks that were answered with "none"', async () => {
    const { keychain } = await resetRig();
    expect(await keychain.probe()).toBe('locked');
    expect(keychain.mayBeReset).toBe(false);
    await keychain.probe();
    expect(keychain.mayBeReset).toBe(true);
  });

  it.each<[string, Behaviour | undefined]>([
    ['a refusal', REFUSED],
    ['a host that dies', () => 'die'],
    ['the canary itself', undefined],
  ])('ends with %s', async (_what, behaviour) => {
    const rig = await resetRig();
    await rig.keychain.probe();
    await rig.keychain.probe();
    rig.host.items.set(CANARY, CANARY_VALUE);
    rig.host.behave(behaviour);
    await rig.keychain.probe();
    expect(rig.keychain.mayBeReset).toBe(false);
  });

  it('is not made after a prompt, for that was a keyring to unlock', async () => {
    const rig = await resetRig();
    for (let looks = 0; looks < 3; looks += 1) {
      rig.host.behave(() => 'hang');
      const probing = rig.keychain.probe();
      await rig.clock.advance(0);
      await rig.clock.advance(4);
      await probing;
      await rig.host.release({ kind: 'done', value: null });
    }
    expect(rig.keychain.state).toBe('locked');
    expect(rig.keychain.mayBeReset).toBe(false);
  });

  it('is never made where there was no canary to miss', async () => {
    const { keychain } = keychainRig({ fresh: true });
    await keychain.probe();
    await keychain.probe();
    expect(keychain.mayBeReset).toBe(false);
  });
});

describe('resetting the keychain', () => {
  it('plants a new canary, remembers the old hash, and is ready', async () => {
    const { keychain, host, hash } = await resetRig();
    await keychain.probe();
    expect(await keychain.resetKeychain()).toBe('reset');
    expect(keychain.state).toBe('ready');
    expect([...host.items.keys()]).toEqual([CANARY]);
    expect(hash.value).toBe(hashOf(host.items.get(CANARY) ?? ''));
    expect(hash.former).toEqual([hashOf(CANARY_VALUE)]);
    await keychain.set('g.x', 'new');
    expect(await keychain.get('g.x')).toBe('new');
  });

  it('changes nothing in a keyring that is only locked: it reads as empty and takes nothing', async () => {
    const rig = keychainRig();
    rig.host.behave((request) => (request.op === 'get' ? NONE(request) : REFUSED(request)));
    await expect(rig.keychain.resetKeychain()).rejects.toMatchObject({
      code: 'VK_KEYCHAIN_LOCKED',
    });
    expect(rig.hash.value).toBe(hashOf(CANARY_VALUE));
    expect(rig.changes()).toEqual([`set ${PROBE}`]);
  });

  it('finds everything where the writing made the person unlock the keyring', async () => {
    const rig = keychainRig();
    let isLocked = true;
    rig.host.behave((request) => {
      if (request.op === 'set') isLocked = false;
      return isLocked ? NONE(request) : undefined;
    });
    expect(await rig.keychain.resetKeychain()).toBe('found');
    expect(rig.keychain.state).toBe('ready');
    expect(rig.hash).toEqual({ value: hashOf(CANARY_VALUE) });
    expect(rig.host.items.get(CANARY)).toBe(CANARY_VALUE);
  });

  it('believes no writing that does not read back', async () => {
    const rig = keychainRig();
    rig.host.behave(NONE);
    await expect(rig.keychain.resetKeychain()).rejects.toMatchObject({
      code: 'VK_KEYCHAIN_LOCKED',
    });
    expect(rig.hash.value).toBe(hashOf(CANARY_VALUE));
  });

  it.each<[string, Behaviour, string]>([
    ['refuses to be read', REFUSED, 'absent'],
    ['has another canary', () => ({ kind: 'done', value: 'somebody-else' }), 'fault'],
    ['dies', () => 'die', 'fault'],
    ['has no addon', () => ({ kind: 'no-native' }), 'no-native'],
  ])('writes nothing where the keychain %s', async (_what, behaviour, state) => {
    const rig = keychainRig();
    rig.host.behave(behaviour);
    await expect(rig.keychain.resetKeychain()).rejects.toMatchObject({ fields: { state } });
    expect(rig.changes()).toEqual([]);
    expect(rig.hash.value).toBe(hashOf(CANARY_VALUE));
  });

  it('that was cut off before the canary was written can be done again', async () => {
    const rig = await resetRig();
    rig.host.behave(({ op, item }) => (op === 'set' && item === CANARY ? 'die' : undefined));
    await expect(rig.keychain.resetKeychain()).rejects.toThrow();
    rig.host.behave(undefined);
    expect(await rig.keychain.resetKeychain()).toBe('reset');
    expect(await rig.keychain.probe()).toBe('ready');
  });
});

describe('the old keychain, back after a reset', () => {
  it('is ours again, and nothing in it is overwritten', async () => {
    const rig = keychainRig();
    await createSecretStore(rig.keychain).writeRefreshToken(ID, 7, token('old'));
    const before = new Map(rig.host.items);
    rig.host.items.clear();
    await rig.keychain.probe();
    await rig.keychain.resetKeychain();
    rig.host.items.clear();
    for (const [name, value] of before) rig.host.items.set(name, value);
    expect(await rig.keychain.probe()).toBe('ready');
    expect(rig.host.items).toEqual(before);
    expect(rig.hash.value).toBe(hashOf(CANARY_VALUE));
    const read = await createSecretStore(rig.keychain).readRefreshToken(ID);
    expect(read?.refreshToken.equals(token('old'))).toBe(true);
  });

  it('gives its items back beside the new canary; a new sign-in goes above them', async () => {
    const rig = keychainRig();
    const secrets = createSecretStore(rig.keychain);
    await secrets.writeRefreshToken(ID, 7, token('old'));
    const old = rig.host.items.get(`g.${ID}`) ?? '';
    rig.host.items.clear();
    await rig.keychain.probe();
    await rig.keychain.resetKeychain();
    rig.host.items.set(`g.${ID}`, old);
    expect((await secrets.readRefreshToken(ID))?.generation).toBe(7);
    await expect(secrets.writeRefreshToken(ID, 1, token('new'))).rejects.toMatchObject({
      code: 'VK_RECORD_NOT_WRITTEN',
    });
    expect(rig.host.items.get(`g.${ID}`)).toBe(old);
    await secrets.writeRefreshToken(ID, 8, token('new'));
    expect(rig.host.items.get(`g.${ID}`)).toContain('"gen":7');
  });
});
