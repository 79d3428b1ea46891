import { describe, expect, it } from 'vitest';
import type { ExchangeKind } from '../../../../src/vocabulary/exchange-kind.ts';
import {
  failureWords,
  flowParts,
  partTitle,
  remarksAbout,
} from '../../../../src/renderer/pages/flow/flow-parts.ts';

const entry = (id: number, flow: string, at: number) => ({
  id,
  flow,
  at,
  from: 'client' as const,
  to: 'authorization-server' as const,
  kind: 'code-exchange' as const,
  title: 'Access Token Request',
  spec: 'RFC 6749 §4.1.3',
  request: { line: '', headers: [], body: [] },
});

const idsOf = (entries: readonly ReturnType<typeof entry>[]) =>
  flowParts(entries).map((part) => part.entries.map(({ id }) => id));

describe('arrows that belong together', () => {
  it('cuts where another flow begins', () => {
    expect(idsOf([entry(1, 'a', 0), entry(2, 'a', 1), entry(3, 'b', 2), entry(4, 'a', 3)])).toEqual(
      [[1, 2], [3], [4]],
    );
  });

  it('cuts after five quiet minutes in one flow, and not before', () => {
    expect(idsOf([entry(1, 'a', 0), entry(2, 'a', 299_999), entry(3, 'a', 599_999)])).toEqual([
      [1, 2],
      [3],
    ]);
  });

  it('has no parts where nothing was said', () => expect(flowParts([])).toEqual([]));
});

describe('what a part is called', () => {
  const titled = (kind: ExchangeKind, line = 'POST https://as.example/token') => {
    const { request, ...rest } = entry(1, 'a', 0);
    const [part] = flowParts([{ ...rest, kind, request: { ...request, line } }]);
    return part === undefined ? '' : partTitle(part);
  };

  it.each<[ExchangeKind, string]>([
    ['authorization-request', 'Sign-in at as.example'],
    ['refresh', 'Refresh at as.example'],
    ['revocation', 'Revocation at as.example'],
  ])('a part with the kind %s is called "%s"', (kind, words) => expect(titled(kind)).toBe(words));

  it('is its first message where nothing tells what it was for', () => {
    expect(titled('code-exchange')).toBe('Access Token Request at as.example');
  });

  it('names no server where there is no address', () => {
    expect(titled('refresh', 'In the browser')).toBe('Refresh');
  });
});

describe('what went wrong with a message', () => {
  const reply = (line: string, error?: string) => ({
    response: {
      line,
      headers: [],
      body: error === undefined ? [] : [{ name: 'error', value: error, secret: false }],
    },
  });

  it.each<[string, Parameters<typeof failureWords>[0], string | undefined]>([
    ['a refused code', reply('400 Bad Request', 'invalid_grant'), 'HTTP 400'],
    ['a refused client', reply('401 Unauthorized', 'invalid_client'), 'HTTP 401'],
    ['a server that is down', reply('503 Service Unavailable'), 'HTTP 503'],
    [
      'a reply that is not usable',
      { ...reply('200 OK'), failure: 'VK_RESPONSE_MALFORMED' },
      'Failed',
    ],
    ['no reply', { failure: 'VK_OFFLINE' }, 'Failed'],
    ['a device code that is not confirmed yet', reply('400', 'authorization_pending'), undefined],
    ['a server that wants a DPoP nonce', reply('400', 'use_dpop_nonce'), undefined],
    ['a redirect', reply('302 Found'), undefined],
    ['a reply that is fine', reply('200 OK'), undefined],
    ['a message without a reply', {}, undefined],
  ])('%s', (_, entry, words) => expect(failureWords(entry)).toBe(words));
});

describe('what is odd about the server of a part', () => {
  const { request, ...rest } = entry(1, 'a', 0);
  const line = 'POST https://as.example/token';
  const [part] = flowParts([{ ...rest, request: { ...request, line } }]);
  const login = (id: string, issuer: string) => ({
    id,
    issuer,
    warnings: [{ kind: 'issuer-slash' as const, hosts: [] }],
    token: undefined,
  });
  const of = (...logins: readonly ReturnType<typeof login>[]) =>
    part === undefined ? [] : remarksAbout(part, logins);

  it('is said of the login that the part belongs to, and of others at its host', () => {
    expect(of(login('a', 'https://other.example'))).toHaveLength(1);
    expect(of(login('b', 'https://as.example'))).toHaveLength(1);
  });

  it('is said once where several logins know it', () => {
    expect(of(login('b', 'https://as.example'), login('c', 'https://as.example/'))).toHaveLength(1);
  });

  it('is not said of another server', () => {
    expect(of(login('b', 'https://other.example'))).toEqual([]);
  });
});
