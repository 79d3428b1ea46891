import fc from 'fast-check';
import { exportJWK } from 'jose';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importClientKey, publicClientKey } from '../../../../src/core/oauth/client/client-key.ts';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { realServers } from '../../../fixtures/real-servers.ts';

const secret = (text: string) => Secret.of('private-key', text);

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ED = generateKeyPairSync('ed25519');

type Form = 'pkcs1' | 'sec1' | 'pkcs8';

const pem = (key: KeyObject, type: Form): string => key.export({ type, format: 'pem' }).toString();
const der = (key: KeyObject, type: Form): string =>
  key.export({ type, format: 'der' }).toString('base64');
const encrypted = (key: KeyObject, type: Form): string =>
  key.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary' }).toString();

const jwkOf = async (key: KeyObject) => exportJWK(key);

/** As the form's field gives it, which has one line. */
const inOneLine = (text: string): string => text.replaceAll(/\r?\n/g, '');
const writtenOut = (text: string): string => text.replaceAll('\n', '\\n');
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

const PARAMETERS = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const takes = async (key: KeyObject, ...texts: readonly string[]) => {
  const { d: _private, ...expected } = await jwkOf(key);
  for (const text of texts) {
    expect((await importClientKey(secret(text))).key).toMatchObject({ type: 'private' });
    const { x, y, n, kty } = await publicClientKey(secret(text));
    expect({ x, y, n, kty }).toEqual({
      x: expected.x,
      y: expected.y,
      n: expected.n,
      kty: expected.kty,
    });
  }
};

describe('a private key as people have it', () => {
  it.each([
    ['RSA in PKCS #1', RSA.privateKey, 'pkcs1'],
    ['RSA in PKCS #8', RSA.privateKey, 'pkcs8'],
    ['P-256 in SEC 1', EC.privateKey, 'sec1'],
    ['P-384 in SEC 1', P384.privateKey, 'sec1'],
    ['Ed25519 in PKCS #8', ED.privateKey, 'pkcs8'],
  ] as const)('is read as %s, however its lines ended', async (_name, key, form) => {
    const text = pem(key, form);
    await takes(key, text, inOneLine(text), writtenOut(text), crlf(text), `"${writtenOut(text)}"`);
    await takes(key, der(key, form), inBase64(text), `\ufeff${text}`, writtenOut(crlf(text)));
  });

  it('is found among other blocks of its file', async () => {
    await takes(EC.privateKey, PARAMETERS + pem(EC.privateKey, 'sec1'));
    await takes(RSA.privateKey, `${CERTIFICATE}${pem(RSA.privateKey, 'pkcs8')}${CERTIFICATE}`);
    await takes(
      RSA.privateKey,
      `Bag Attributes\n  friendlyName: x\n${pem(RSA.privateKey, 'pkcs8')}`,
    );
  });

  it('is read from the JSON file of a service account, with the name it has there', async () => {
    const file = { type: 'service_account', private_key_id: 'key-1' };
    const text = JSON.stringify({ ...file, private_key: pem(RSA.privateKey, 'pkcs8') });
    await takes(RSA.privateKey, text, inBase64(text));
    expect((await importClientKey(secret(text))).kid).toBe('key-1');
    expect((await publicClientKey(secret(text))).kid).toBe('key-1');
  });

  it('is read from a JWK with padded or plain base64, and with empty members', async () => {
    const jwk = await jwkOf(RSA.privateKey);
    const asPlain = (value: unknown) => Buffer.from(String(value), 'base64url').toString('base64');
    const numbers = ['n', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;
    const padded = Object.fromEntries(numbers.map((name) => [name, asPlain(jwk[name])]));
    await takes(RSA.privateKey, JSON.stringify({ ...jwk, ...padded, kid: null, alg: '' }));
  });

  it('is the one private key of a JWK set', async () => {
    const [own, other] = [await jwkOf(EC.privateKey), await jwkOf(P384.publicKey)];
    await takes(EC.privateKey, JSON.stringify({ keys: [other, own, null] }));
  });
});

const failureOf = async (text: string): Promise<unknown> => {
  const thrown: unknown = await importClientKey(secret(text)).catch((cause: unknown) => cause);
  expect(JSON.stringify(thrown)).not.toContain('canary');
  expect(await publicClientKey(secret(text)).catch((cause: unknown) => cause)).toEqual(thrown);
  return isValetKeyError(thrown) ? { code: thrown.code, ...thrown.fields } : thrown;
};

describe('a private key that cannot be read as it is', () => {
  it.each([
    ['PKCS #8 with a passphrase', encrypted(RSA.privateKey, 'pkcs8'), /^openssl pkcs8 /],
    ['PKCS #1 with a passphrase', encrypted(RSA.privateKey, 'pkcs1'), /^openssl pkcs8 /],
    ['SEC 1 with a passphrase', inOneLine(encrypted(EC.privateKey, 'sec1')), /^openssl pkcs8 /],
    [
      'a key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nY2FuYXJ5\n-----END OPENSSH PRIVATE KEY-----',
      /ssh-keygen -p/,
    ],
    ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa\ncanary', /^puttygen /],
  ])('is refused with the command that converts it: %s', async (_name, text, command) => {
    expect(await failureOf(text)).toEqual({
      code: 'VK_CLIENT_KEY_UNREADABLE',
      command: expect.stringMatching(command) as unknown,
      sent: false,
    });
  });

  it.each([
    ['a public key', EC.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['a certificate, which has the public key alone', CERTIFICATE],
    ['public keys alone', '{"keys":[{"kty":"EC"}]}'],
    ['a set with several private keys', '{"keys":[{"d":"canary"},{"d":"canary"}]}'],
  ])('is told as what it is: %s', async (found, text) => {
    expect(await failureOf(text)).toMatchObject({ code: 'VK_INVALID_INPUT', found });
  });

  it('never fails in another way, whatever is pasted and wherever it is cut', async () => {
    const texts = [
      pem(RSA.privateKey, 'pkcs1'),
      pem(EC.privateKey, 'sec1'),
      der(EC.privateKey, 'sec1'),
      encrypted(RSA.privateKey, 'pkcs1'),
      '{"keys":[{"kty":"RSA","d":"x"}]}',
    ];
    const piece = fc
      .tuple(fc.constantFrom(...texts), fc.nat(2000), fc.string({ maxLength: 8 }))
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + put.length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(piece, fc.string(), fc.base64String()), async (text) => {
        const thrown: unknown = await importClientKey(secret(text)).then(
          () => undefined,
          (cause: unknown) => cause,
        );
        expect(thrown === undefined || isValetKeyError(thrown)).toBe(true);
      }),
    );
  });
});

describe('client keys of people who do this job', () => {
  it.each(realServers('client key'))('$id: $expect', async () => {
    await takes(RSA.privateKey, pem(RSA.privateKey, 'pkcs1'));
    await takes(EC.privateKey, pem(EC.privateKey, 'sec1'));
    expect(await failureOf(encrypted(RSA.privateKey, 'pkcs8'))).toHaveProperty('command');
  });
});
