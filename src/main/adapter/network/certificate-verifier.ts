import { X509Certificate } from 'node:crypto';
import type { Certificate, Session } from 'electron';
import type { Clock } from '../../../core/port/system.ts';
import { isVouchedFor } from './extra-authorities.ts';

/** Chromium's answers: what it found itself, and "trusted". */
const AS_FOUND = -3;
const TRUSTED = 0;
const UNKNOWN_AUTHORITY = 'net::ERR_CERT_AUTHORITY_INVALID';
const MOST_SENT_ALONG = 8;

/** The certificates above one, as far as the server sent them. */
const sentAlong = (certificate: Certificate): readonly X509Certificate[] => {
  const others: X509Certificate[] = [];
  let above = certificate.issuerCert as Certificate | undefined;
  while (above !== undefined && others.length < MOST_SENT_ALONG) {
    others.push(new X509Certificate(above.data));
    above = above.issuerCert;
  }
  return others;
};

/**
 * Lets a session also trust other authorities than the system's, as far as they are for the host that is
 * asked. Whatever else Chromium finds wrong with a certificate stays wrong. It keeps each answer for as
 * long as the session lives, so that a change needs another session.
 */
export const trustAlso = (
  session: Session,
  authoritiesFor: (hostname: string) => readonly X509Certificate[],
  clock: Pick<Clock, 'now'>,
): Session => {
  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    if (verificationResult !== UNKNOWN_AUTHORITY) {
      answer(AS_FOUND);
      return;
    }
    try {
      const leaf = new X509Certificate(certificate.data);
      const presented = { hostname, certificate: leaf, others: sentAlong(certificate) };
      answer(isVouchedFor(presented, authoritiesFor(hostname), clock.now()) ? TRUSTED : AS_FOUND);
    } catch {
      answer(AS_FOUND);
    }
  });
  return session;
};
