import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { ID, keepingRig } from './keeping-rig.ts';

/** The record of the connection is not looked at here. */
const unmarked = () => Promise.resolve();

const generationIn = async ({ secrets }: Awaited<ReturnType<typeof keepingRig>>) =>
  (await secrets.readRefreshToken(ID))?.generation ?? 0;

describe('the removal of a revoked refresh token', () => {
  it('removes the token in the keychain, where that is the newest', async () => {
    const rig = await keepingRig('strict');
    await rig.durable.removeRevoked(ID, unmarked);
    expect(await rig.kept()).toBeUndefined();
  });

  it('removes nothing while a newer token waits for the keychain: it is not the one that was revoked', async () => {
    const rig = await keepingRig('strict');
    const kept = await rig.kept();
    const newer = Secret.of('refresh-token', 'newer');
    const generation = (await generationIn(rig)) + 1;
    await rig.journal.append(ID, { kind: 'sealed', generation, refreshToken: newer });
    await rig.durable.removeRevoked(ID, unmarked);
    expect(await rig.kept()).toBe(kept);
    expect((await rig.journal.read(ID)).records.at(-1)).toMatchObject({
      kind: 'sealed',
      generation,
    });
  });

  it('is not finished by a note of the journal that is older than the token in the keychain', async () => {
    const rig = await keepingRig('strict');
    await rig.refresh();
    const kept = await rig.kept();
    const generation = (await generationIn(rig)) - 1;
    await rig.journal.append(ID, { kind: 'revoked', generation });
    expect(await rig.durable.finishRemoval(ID)).toBe(false);
    expect(await rig.kept()).toBe(kept);
    expect(kept).toBeDefined();
  });
});
