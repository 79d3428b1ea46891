import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  authoritiesOf,
  isVouchedFor,
} from '../../../../src/main/adapter/network/extra-authorities.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { certificate, pemOf, type CertificateName } from '../../../fixtures/internal-authority.ts';

const NOW = epochMs(Date.parse('2030-01-01T00:00:00Z'));

const vouched = (
  name: CertificateName,
  others: readonly CertificateName[],
  authorities: readonly CertificateName[],
  { hostname = 'keycloak.lan', now = NOW } = {},
): boolean =>
  isVouchedFor(
    { hostname, certificate: certificate(name), others: others.map(certificate) },
    authorities.map(certificate),
    now,
  );

describe('an authority of an organisation’s own', () => {
  test.each(['keycloak.lan', '10.5.5.7'])('vouches for %s through its intermediate', (hostname) => {
    expect(vouched('server', ['issuing'], ['root'], { hostname })).toBe(true);
  });

  test('vouches for what its intermediate issued where that is named itself', () => {
    expect(vouched('server', [], ['issuing'])).toBe(true);
  });

  test('may be a server’s own certificate, named as one to trust', () => {
    expect(vouched('selfSigned', [], ['selfSigned'])).toBe(true);
    expect(vouched('selfSigned', [], ['root'])).toBe(false);
  });

  test.each<[string, CertificateName, readonly CertificateName[], readonly CertificateName[]]>([
    ['whose intermediate is missing', 'server', [], ['root']],
    ['of another authority', 'server', ['issuing'], ['otherRoot']],
    ['signed with SHA-1', 'serverBySha1', [], ['root']],
    ['that is for clients (RFC 5280 §4.2.1.12)', 'clientOnly', [], ['root']],
    ['of an authority with name constraints', 'serverOfConstrained', [], ['constrainedRoot']],
    ['issued by what is no authority', 'serverOfNoAuthority', ['notAnAuthority'], ['root']],
    ['further away than one intermediate', 'serverTooDeep', ['beyondIssuing', 'issuing'], ['root']],
    ['where nobody is trusted', 'server', ['issuing', 'root'], []],
  ])('does not vouch for a certificate %s', (_what, name, others, authorities) => {
    expect(vouched(name, others, authorities)).toBe(false);
  });

  test.each(['evil.lan', '10.5.5.8', 'keycloak.lan.evil.example'])(
    'does not vouch for %s',
    (hostname) => {
      expect(vouched('server', ['issuing'], ['root'], { hostname })).toBe(false);
    },
  );

  test.each(['2020-01-01T00:00:00Z', '2300-01-01T00:00:00Z'])(
    'vouches for nothing in %s',
    (date) => {
      const now = epochMs(Date.parse(date));
      expect(vouched('server', ['issuing'], ['root'], { now })).toBe(false);
      expect(vouched('selfSigned', [], ['selfSigned'], { now })).toBe(false);
    },
  );
});

describe('the files that the environment names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authorities-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])('%s adds what it holds', (name) => {
    const path = file(name, `# ours\n${pemOf('root')}\n${pemOf('otherRoot')}\n`);
    const subjects = authoritiesOf({ [name]: path }).map(({ subject }) => subject);
    expect(subjects).toEqual(['CN=Corp Root', 'CN=Other Root']);
  });

  test('that are missing or damaged add nothing', () => {
    const damaged = file('damaged', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----');
    expect(authoritiesOf({ SSL_CERT_FILE: damaged })).toEqual([]);
    expect(authoritiesOf({ SSL_CERT_FILE: join(folder, 'missing') })).toEqual([]);
    expect(authoritiesOf({})).toEqual([]);
  });
});
