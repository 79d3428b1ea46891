import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  LARGEST_AUTHORITY_FILE,
  readAuthorities,
} from '../../../../src/main/adapter/network/authority-file.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { certificate, pemOf } from '../../../fixtures/internal-authority.ts';

const NOW = epochMs(Date.parse('2030-01-01T00:00:00Z'));
const read = (text: string | Uint8Array, now = NOW) => readAuthorities(Buffer.from(text), now);

/** An authority with an RSA key of 1024 bits, made where it is needed. */
const weakAuthority = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'weak-'));
  const out = join(folder, 'weak.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-days', '36500'],
      ...['-subj', '/CN=Weak Root', '-keyout', join(folder, 'key.pem'), '-out', out],
    ],
    { stdio: 'ignore' },
  );
  return readFileSync(out, 'utf8');
};

describe('a file of certificate authorities', () => {
  test('holds those that it names, with text around them', () => {
    const reading = read(`Corp Root\n${pemOf('root')}\nand\n${pemOf('issuing')}\n`);
    expect(reading.kind === 'read' && reading.certificates.map(({ subject }) => subject)).toEqual([
      'CN=Corp Root',
      certificate('issuing').subject,
    ]);
  });

  test('may be a single certificate as DER (RFC 5280 §4.1)', () => {
    expect(read(certificate('root').raw)).toMatchObject({ kind: 'read' });
  });

  test.each<[string, string | Uint8Array, string]>([
    ['without a certificate', 'hello', 'no-certificate'],
    ['that is empty', '', 'no-certificate'],
    [
      'with a damaged certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'damaged',
    ],
    ['of DER that is no certificate', Uint8Array.of(0x30, 0x01, 0x00), 'damaged'],
    ['with a private key', `${pemOf('root')}\n-----BEGIN EC PRIVATE KEY-----\n`, 'private-key'],
    ['of a server', pemOf('server'), 'not-an-authority'],
    ['with a server beside its authority', pemOf('root') + pemOf('server'), 'not-an-authority'],
    ['of an authority with name constraints', pemOf('constrainedRoot'), 'constrained'],
    ['of an authority with a short key', weakAuthority(), 'weak-key'],
    ['that is too large', 'x'.repeat(LARGEST_AUTHORITY_FILE + 1), 'too-large'],
    ['of too many certificates', pemOf('root').repeat(21), 'too-many'],
  ])('%s is refused', (_what, text, problem) => {
    expect(read(text)).toMatchObject({ kind: 'refused', problem });
  });

  test.each([
    ['2300-01-01T00:00:00Z', 'expired'],
    ['2020-01-01T00:00:00Z', 'not-yet-valid'],
  ])('of an authority of our day is refused in %s, as %s', (date, problem) => {
    expect(read(pemOf('root'), epochMs(Date.parse(date)))).toEqual({
      kind: 'refused',
      problem,
      subject: 'CN=Corp Root',
    });
  });
});
