import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { isLoopbackHost, isPrivateHost, isPunycodeHost } from '../../../src/core/model/host.ts';
import {
  endpointRefusal,
  hostsOfServer,
  LOOPBACK_HOSTS,
  parseIssuer,
  PUBLIC_HOSTS,
  type HostPolicy,
} from '../../../src/core/model/issuer.ts';

/** Random inputs take long on a busy machine. */
const PROPERTY_TIME = 60_000;

const whyNot = (text: string, policy: HostPolicy = PUBLIC_HOSTS): unknown => {
  try {
    parseIssuer(text, policy);
    return undefined;
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_ISSUER_INVALID')) return thrown.fields['why'];
    throw thrown;
  }
};

describe('parseIssuer (RFC 8414 §2)', () => {
  it.each([
    'https://as.example',
    'https://as.example/',
    'https://as.example:8443/tenant/v2.0',
    'https://AS.example',
    'https://8.8.8.8',
    'https://[2001:4860:4860::8888]',
  ])('keeps %s letter by letter', (text) => {
    expect(parseIssuer(text, PUBLIC_HOSTS)).toBe(text);
  });

  it.each([
    ['http://as.example', 'is not https'],
    ['ftp://as.example', 'is not https'],
    ['as.example', 'is not a URL'],
    ['', 'is not a URL'],
    ['https:as.example', 'is not a URL'],
    ['https:///as.example', 'is not a URL'],
    ['https://as.example ', 'contains white space'],
    ['https://as.exa\nmple', 'contains white space'],
    ['\u0001https://as.example', 'contains characters that a URL cannot hold'],
    ['https://b\u00fccher.example', 'contains characters that a URL cannot hold'],
    ['https://as.example\\.evil.example', 'contains characters that a URL cannot hold'],
    ['https://as.example/?x', 'has a query or a fragment'],
    ['https://as.example/#', 'has a query or a fragment'],
    ['https://user@as.example', 'has user information'],
    ['https://:pw@as.example', 'has user information'],
  ])('refuses %j', (text, why) => {
    expect(whyNot(text)).toBe(why);
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.0.0.1.',
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '[::1]',
    '[::]',
    '[::ffff:10.0.0.1]',
    '[::ffff:8.8.8.8]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'intranet',
    'intranet.',
    'metadata.google.internal',
    'printer.local',
    'router.home.arpa',
    '%31%32%37.0.0.1',
    '\uff11\uff12\uff17.0.0.1',
  ])(
    'https://%s may be an issuer, and an endpoint of a private issuer alone (RFC 6890 §2.2)',
    (host) => {
      const url = new URL(`https://${host}`);
      expect(whyNot(url.href)).toBeUndefined();
      const publicIssuer = hostsOfServer('https://as.example', { allowLoopback: false });
      expect(endpointRefusal(url, publicIssuer)).toBe('names a private address');
      const neighbours = hostsOfServer(url.href, { allowLoopback: false });
      expect(endpointRefusal(url, neighbours)).toBeUndefined();
      expect(endpointRefusal(url, LOOPBACK_HOSTS)).toBeUndefined();
    },
  );

  it('an issuer in a private network gets no http for it', () => {
    const url = new URL('http://localhost:8080');
    const policy = hostsOfServer('https://keycloak.lan', { allowLoopback: false });
    expect(endpointRefusal(url, policy)).toBe('is not https');
  });

  it.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1', '192.169.0.1'])(
    'takes %s, which is beside a private network',
    (host) => {
      expect(whyNot(`https://${host}`)).toBeUndefined();
    },
  );

  it.each([
    ['http://127.0.0.1:8080', undefined],
    ['http://localhost:8080', undefined],
    ['http://[::1]:8080/tenant', undefined],
    ['http://as.example', 'is not https'],
    ['http://10.0.0.1', 'is not https'],
    ['http://127.0.0.1.evil.example', 'is not https'],
    ['http://localhost.evil.example', 'is not https'],
  ])('takes http under the loopback policy from this computer only: %s', (text, why) => {
    expect(whyNot(text, LOOPBACK_HOSTS)).toBe(why);
  });

  it(
    'gives back what it was given, or fails with its own code, for any text',
    () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.domain().map((host) => `https://${host}`),
            fc.string(),
          ),
          (text) => {
            const why = whyNot(text);
            if (why === undefined) expect(new URL(text).protocol).toBe('https:');
            else expect(typeof why).toBe('string');
          },
        ),
      );
    },
    PROPERTY_TIME,
  );
});

describe('hosts', () => {
  it(
    'are private in whatever way a private IPv4 address is written (WHATWG URL §3.5)',
    () => {
      const octet = fc.integer({ min: 0, max: 255 });
      const privateNet = fc.constantFrom([10], [127], [169, 254], [192, 168], [172, 20]);
      fc.assert(
        fc.property(privateNet, octet, octet, octet, (net, ...more) => {
          const octets = [...net, ...more].slice(0, 4);
          const number = octets.reduce((sum, one) => sum * 256 + one, 0);
          const spellings = [
            octets.join('.'),
            `${octets.join('.')}.`,
            String(number),
            `0x${number.toString(16)}`,
            octets.map((one) => `0${one.toString(8)}`).join('.'),
            `[::ffff:${octets.join('.')}]`,
          ];
          for (const host of spellings) {
            expect(isPrivateHost(new URL(`https://${host}/`).hostname)).toBe(true);
          }
        }),
      );
    },
    PROPERTY_TIME,
  );

  it(
    'of no more than global unicast are public in IPv6 (RFC 4291 §2.4)',
    () => {
      fc.assert(
        fc.property(fc.ipV6(), (address) => {
          const { hostname } = new URL(`https://[${address}]/`);
          const first = Number.parseInt(hostname.slice(1).split(':')[0] || '0', 16);
          if (!isPrivateHost(hostname)) expect(first >> 13).toBe(1);
        }),
      );
    },
    PROPERTY_TIME,
  );

  it('are loopback by number or by the name localhost alone (RFC 6761 §6.3)', () => {
    expect(
      ['127.0.0.1', '127.9.9.9', '[::1]', 'localhost', 'x.localhost.'].every(isLoopbackHost),
    ).toBe(true);
    expect(
      ['127.0.0.1.example', 'localhost.example', '[::2]', '128.0.0.1'].some(isLoopbackHost),
    ).toBe(false);
  });

  it('are punycode by label', () => {
    expect(isPunycodeHost('xn--e1awd7f.example')).toBe(true);
    expect(isPunycodeHost('login.xn--e1awd7f.example')).toBe(true);
    expect(isPunycodeHost('maxn--x.example')).toBe(false);
  });
});
