import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS, parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { judgeMetadata } from '../../../src/core/oauth/discovery/discovery.ts';
import { issuerOfToken } from '../../../src/core/oauth/token/inspection.ts';
import { realServer } from '../../fixtures/real-servers.ts';

const PRIVATE = realServer('private-hosts').input.split(', ');

const documentAt = (issuer: string, tokenEndpoint: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: tokenEndpoint,
  response_types_supported: ['code'],
});

/** A JWT of that issuer; nobody checks its signature here. */
const tokenOf = (iss: string): string =>
  [{ alg: 'RS256' }, { iss }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.AAAA');

describe('servers in a private network', () => {
  it.each(PRIVATE)('%s is an issuer like any other, with endpoints beside it', (text) => {
    const issuer = parseIssuer(text, PUBLIC_HOSTS);
    const document = documentAt(issuer, 'https://10.9.8.7/token');
    expect(judgeMetadata(document, issuer, PUBLIC_HOSTS).metadata.token_endpoint).toBe(
      'https://10.9.8.7/token',
    );
  });

  it.each(PRIVATE)('a public server cannot send a token request to %s', (text) => {
    const issuer = parseIssuer('https://as.example', PUBLIC_HOSTS);
    expect(() => judgeMetadata(documentAt(issuer, `${text}/token`), issuer, PUBLIC_HOSTS)).toThrow(
      expect.objectContaining({ code: 'VK_METADATA_REFUSED' }),
    );
  });

  it.each(PRIVATE)('%s is not asked because a pasted token names it', (text) => {
    expect(issuerOfToken(tokenOf(text), PUBLIC_HOSTS)).toBeUndefined();
    expect(issuerOfToken(tokenOf(text), LOOPBACK_HOSTS)).toBe(text);
  });
});
