import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { ROCA_MODULUS } from '../../fixtures/roca.ts';
import { signInRig } from './sign-in-rig.ts';

const publishedKey = async () =>
  exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey);

const computableKey = () => Promise.resolve({ kty: 'RSA', n: ROCA_MODULUS, e: 'AQAB' });

/** The server's own key set, with one more key in it while `isExposed` says so. */
const besides =
  (key: object, isExposed: () => boolean) =>
  (server: Http): Http =>
  async (url, request) => {
    const response = await server(url, request);
    if (!url.endsWith('/jwks') || !isExposed()) return response;
    const { keys } = (await response.json()) as { readonly keys: readonly object[] };
    return Response.json({ keys: [...keys, key] });
  };

describe('a server with a key that anyone can sign with, beside one that is sound', () => {
  it.each([
    ['publishes it whole (RFC 7517 §9.2)', publishedKey, 'key-published'],
    ['had it made by a broken generator (ROCA)', computableKey, 'key-computable'],
  ] as const)('that %s is signed in to, and its login says so', async (_, key, kind) => {
    const rig = await signInRig({ http: besides(await key(), () => true) });
    const { id, serverNotes } = await rig.signIn();
    expect(serverNotes).toEqual([{ kind, hosts: [] }]);
    expect(rig.connections.get(id)?.serverNotes).toEqual(serverNotes);
  });

  it('is noted at a login that is there when its keys are looked at again, once', async () => {
    let isExposed = false;
    const rig = await signInRig({ http: besides(await publishedKey(), () => isExposed) });
    const { id } = await rig.signIn();
    expect(rig.connections.get(id)?.serverNotes).toBeUndefined();
    isExposed = true;
    for (let look = 0; look < 2; look += 1) {
      await rig.app.examineToken({ connectionId: id, askIssuer: true });
    }
    expect(rig.connections.get(id)?.serverNotes).toEqual([{ kind: 'key-published', hosts: [] }]);
  });

  it('is no more noted after a sign-in that found its keys in order', async () => {
    let isExposed = true;
    const rig = await signInRig({ http: besides(await publishedKey(), () => isExposed) });
    const existing = await rig.signIn();
    isExposed = false;
    await rig.signIn({ existing });
    expect(rig.connections.get(existing.id)?.serverNotes).toBeUndefined();
  });
});
