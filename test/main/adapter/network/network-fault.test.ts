import { expect, test } from 'vitest';
import { networkFault } from '../../../../src/main/adapter/network/network-fault.ts';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
  '%s, however deep, promises that nothing was sent',
  (code) => {
    const fault = networkFault(new TypeError('fetch failed', { cause: coded(code) }));
    expect(fault.fields).toEqual({ reason: code, sent: false });
  },
);

test('every address refused is nothing sent', () => {
  const all = new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')]);
  expect(networkFault(new TypeError('x', { cause: all })).fields['sent']).toBe(false);
});

test.each(['net::ERR_CONNECTION_REFUSED', 'net::ERR_NAME_NOT_RESOLVED'])(
  "Chromium's %s promises it too",
  (message) => expect(networkFault(new Error(message)).fields['sent']).toBe(false),
);

test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_SOCKET'])(
  '%s promises nothing: the server may have acted',
  (code) => expect(networkFault(coded(code)).fields).not.toHaveProperty('sent'),
);

test.each(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID'])(
  "%s may be this machine's clock, and is told apart from a certificate nobody vouches for",
  (code) => {
    expect(networkFault(coded(code)).code).toBe('VK_TLS_EXPIRED');
    expect(networkFault(coded('ERR_CERT_AUTHORITY_INVALID')).code).toBe('VK_TLS_REJECTED');
  },
);
