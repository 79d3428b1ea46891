import { X509Certificate } from 'node:crypto';
import type { AuthorityProblem } from '../../../vocabulary/network.ts';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { certificateBlocks, hasLongKey, isPlain } from './extra-authorities.ts';

/** Bytes; one authority with its intermediates, not the store of a system. */
export const LARGEST_AUTHORITY_FILE = 256 * 1024;
const MOST_AUTHORITIES = 20;

/** What a file of authorities holds, or why none of it is taken. */
export type AuthorityReading =
  | { readonly kind: 'read'; readonly certificates: readonly X509Certificate[] }
  | { readonly kind: 'refused'; readonly problem: AuthorityProblem; readonly subject?: string };

const refused = (problem: AuthorityProblem, subject?: string): AuthorityReading => ({
  kind: 'refused',
  problem,
  ...(subject === undefined ? {} : { subject }),
});

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/;

/** PEM blocks, or one certificate as DER. @see RFC 7468 §5, RFC 5280 §4.1 */
const splitCertificates = (bytes: Uint8Array): readonly (string | Uint8Array)[] => {
  const DER_SEQUENCE = 0x30;
  if (bytes[0] === DER_SEQUENCE) return [bytes];
  return certificateBlocks(Buffer.from(bytes).toString('latin1'));
};

/**
 * The authorities in a file that a person chose. Every certificate in it must be one that could be
 * trusted: what is left out silently would be missed later.
 */
export const readAuthorities = (bytes: Uint8Array, now: EpochMs): AuthorityReading => {
  if (bytes.length > LARGEST_AUTHORITY_FILE) return refused('too-large');
  if (PRIVATE_KEY.test(Buffer.from(bytes).toString('latin1'))) return refused('private-key');
  const blocks = splitCertificates(bytes);
  if (blocks.length === 0) return refused('no-certificate');
  if (blocks.length > MOST_AUTHORITIES) return refused('too-many');
  const certificates: X509Certificate[] = [];
  for (const block of blocks) {
    const certificate = parsed(block);
    if (certificate === undefined) return refused('damaged');
    const problem = certificateProblem(certificate, now);
    if (problem !== undefined) return refused(problem, certificate.subject);
    certificates.push(certificate);
  }
  return { kind: 'read', certificates };
};

const parsed = (block: string | Uint8Array): X509Certificate | undefined => {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
};

const certificateProblem = (
  certificate: X509Certificate,
  now: EpochMs,
): AuthorityProblem | undefined => {
  if (!certificate.ca) return 'not-an-authority';
  if (Date.parse(certificate.validTo) < now) return 'expired';
  if (Date.parse(certificate.validFrom) > now) return 'not-yet-valid';
  if (!isPlain(certificate)) return 'constrained';
  return hasLongKey(certificate) ? undefined : 'weak-key';
};
