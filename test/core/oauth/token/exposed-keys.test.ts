import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { ROCA_MODULUS } from '../../../fixtures/roca.ts';
import { isRocaModulus, readKeys } from '../../../../src/core/oauth/token/jwks.ts';

const keyPair = async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { open: await exportJWK(publicKey), secret: await exportJWK(privateKey) };
};

describe('a key with which anyone could sign', () => {
  it('that the server publishes whole is not used, and is named in the failure where it is the only one', async () => {
    const { open, secret } = await keyPair();
    expect(await readKeys({ keys: [secret, open] })).toHaveLength(1);
    await expect(readKeys({ keys: [secret] })).rejects.toMatchObject({
      code: 'VK_METADATA_REFUSED',
      fields: { member: 'keys', why: 'has its private key published by the server' },
    });
  });

  it('that Infineon’s library has made (ROCA) is not used, and is named in the failure where it is the only one', async () => {
    const { open } = await keyPair();
    const weak = { kty: 'RSA', n: ROCA_MODULUS, e: 'AQAB' };
    expect(await readKeys({ keys: [weak, open] })).toHaveLength(1);
    await expect(readKeys({ keys: [weak] })).rejects.toMatchObject({
      code: 'VK_METADATA_REFUSED',
      fields: { why: 'has a private key that anyone can compute (ROCA, CVE-2017-15361)' },
    });
  });

  it('is not seen in what is no number', () => {
    expect(isRocaModulus('')).toBe(false);
    expect(isRocaModulus('*')).toBe(false);
  });
});
