import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import type { EpochMs } from '../../../vocabulary/instant.ts';

/** What other programs on this machine are told of certificate authorities by. */
const VARIABLES = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'] as const;

const LARGEST_FILE = 4 * 1024 * 1024;
const MOST_CERTIFICATES = 1000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in the files that the environment names; none where a file cannot be read. */
export const authoritiesOf = (
  env: Readonly<Record<string, string | undefined>>,
): readonly X509Certificate[] =>
  VARIABLES.flatMap((name) => {
    const path = env[name] ?? '';
    return path === '' ? [] : certificatesIn(path);
  });

const certificatesIn = (path: string): readonly X509Certificate[] => {
  try {
    if (statSync(path).size > LARGEST_FILE) return [];
    const blocks = certificateBlocks(readFileSync(path, 'latin1'));
    return blocks.slice(0, MOST_CERTIFICATES).flatMap(parsed);
  } catch {
    return [];
  }
};

/** The PEM blocks of certificates in a text. @see RFC 7468 §5 */
export const certificateBlocks = (text: string): readonly string[] => text.match(CERTIFICATE) ?? [];

const parsed = (pem: string): readonly X509Certificate[] => {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
};

/** A server's certificate, and those that it sent along. */
export interface Presented {
  readonly hostname: string;
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
}

/**
 * Whether one of `authorities` vouches for a server that Chromium found nothing wrong with but that it
 * does not know who issued its certificate: directly, or through one intermediate. Stricter than RFC 5280
 * where we do not implement it: longer paths and constrained authorities are refused.
 * @see RFC 5280 §6.1, RFC 9525 §6
 */
export const isVouchedFor = (
  { hostname, certificate, others }: Presented,
  authorities: readonly X509Certificate[],
  now: EpochMs,
): boolean => {
  if (!isFor(certificate, hostname) || !isForServers(certificate)) return false;
  const isSound = (one: X509Certificate): boolean => isCurrent(one, now) && isPlain(one);
  if (!isSound(certificate) || !isStrong(certificate)) return false;
  if (authorities.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) {
    return true;
  }
  const roots = authorities.filter((one) => one.ca && isSound(one));
  const intermediates = others.filter((one) => one.ca && isSound(one) && isStrong(one));
  return (
    roots.some((root) => isIssuedBy(certificate, root)) ||
    intermediates.some(
      (one) => isIssuedBy(certificate, one) && roots.some((root) => isIssuedBy(one, root)),
    )
  );
};

const isFor = (certificate: X509Certificate, hostname: string): boolean => {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) === 0
    ? certificate.checkHost(hostname, { subject: 'never' }) !== undefined
    : certificate.checkIP(address) !== undefined;
};

/** `id-kp-serverAuth`, or a certificate that is not limited at all. RFC 5280 §4.2.1.12 */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const isForServers = ({ keyUsage }: X509Certificate): boolean =>
  // Absent where there is none, though its type does not say so.
  ((keyUsage as readonly string[] | undefined) ?? [SERVER_AUTH]).includes(SERVER_AUTH);

const isCurrent = ({ validFrom, validTo }: X509Certificate, now: EpochMs): boolean =>
  Date.parse(validFrom) <= now && now <= Date.parse(validTo);

/** DER of object identifiers. RFC 5280 §4.2.1.10, RFC 8017 App. A.2.4, RFC 5758 §3.2 */
const NAME_CONSTRAINTS = Buffer.from('0603551d1e', 'hex');
const WEAK_SIGNATURES = [
  '06092a864886f70d010104',
  '06092a864886f70d010105',
  '06072a8648ce3d0401',
].map((der) => Buffer.from(der, 'hex'));
const SHORTEST_RSA = 2048;

/** Without limits that we would have to keep to. */
export const isPlain = ({ raw }: X509Certificate): boolean => !raw.includes(NAME_CONSTRAINTS);

/** With a key that nobody can compute. */
export const hasLongKey = ({ publicKey }: X509Certificate): boolean => {
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined || modulusLength >= SHORTEST_RSA;
};

/** Not signed by MD5 or SHA-1 either. */
const isStrong = (certificate: X509Certificate): boolean =>
  hasLongKey(certificate) && !WEAK_SIGNATURES.some((der) => certificate.raw.includes(der));

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
