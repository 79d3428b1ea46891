import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { LOOPBACK_HOSTS, parseIssuer, PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';
import { discover, judgeMetadata } from '../../../../src/core/oauth/discovery/discovery.ts';
import { jsonReply } from '../../../fake/http.ts';

const GOOD = {
  authorization_endpoint: 'https://as.example/authorize',
  token_endpoint: 'https://as.example/token',
  code_challenge_methods_supported: ['S256'],
};

const refusalOf = (action: () => unknown) => {
  try {
    action();
  } catch (thrown) {
    if (isValetKeyError(thrown)) return { code: thrown.code, ...thrown.fields };
    throw thrown;
  }
  return undefined;
};

const TENANT_ID = '9188040d-6c67-4c5b-b112-36a304b66dad';

describe('an issuer that differs from the address in its tenant alone', () => {
  const judgeAt = (asked: string, stated: string) => () =>
    judgeMetadata({ ...GOOD, issuer: stated }, parseIssuer(asked, PUBLIC_HOSTS), PUBLIC_HOSTS);

  it.each([
    ['https://as.example/common/v2.0', 'https://as.example/{tenantid}/v2.0'],
    ['https://as.example/common/v2.0/', 'https://as.example/{tenantid}/v2.0'],
    ['https://as.example/a/common', 'https://as.example/a/{tenantid}'],
  ])('is kept for any tenant, as a question: %s is %s', (asked, stated) => {
    const { issuer, metadata, warnings } = judgeAt(asked, stated)();
    expect([issuer, metadata.issuer]).toEqual([asked, stated]);
    expect(warnings).toContainEqual({ kind: 'any-tenant', hosts: ['as.example'] });
  });

  it.each([
    ['another origin', 'https://as.example/common', 'https://as.evil/{tenantid}'],
    ['another port', 'https://as.example/common', 'https://as.example:444/{tenantid}'],
    ['http', 'https://as.example/common', 'http://as.example/{tenantid}'],
  ])('is another server’s with %s', (_what, asked, stated) => {
    expect(refusalOf(judgeAt(asked, stated))?.code).toBe('VK_ISSUER_MISMATCH');
  });

  it.each([
    ['in two segments', 'https://as.example/a/b', 'https://as.example/{tenantid}/{tenantid}'],
    ['and in another segment', 'https://as.example/a/v1', 'https://as.example/{tenantid}/v2.0'],
    ['in part of a segment', 'https://as.example/common', 'https://as.example/x{tenantid}'],
    ['with one segment more', 'https://as.example/common', 'https://as.example/{tenantid}/v2.0'],
    ['where none was asked', 'https://as.example', 'https://as.example/{tenantid}'],
    ['by another placeholder', 'https://as.example/common', 'https://as.example/{policy}'],
    ['by a name', 'https://as.example/common', 'https://as.example/contoso'],
    ['where an ID was asked', `https://as.example/${TENANT_ID}`, 'https://as.example/{tenantid}'],
    ['in the host', 'https://as.example/common', 'https://{tenantid}/common'],
  ])('is not told apart %s', (_what, asked, stated) => {
    expect(refusalOf(judgeAt(asked, stated))?.code).toMatch(/^VK_ISSUER_(?:ALIAS|MISMATCH)$/);
  });

  it('is not told apart over http, not even where that is allowed', () => {
    const asked = parseIssuer('http://127.0.0.1:1/common', LOOPBACK_HOSTS);
    const document = { ...GOOD, issuer: 'http://127.0.0.1:1/{tenantid}' };
    expect(refusalOf(() => judgeMetadata(document, asked, LOOPBACK_HOSTS))?.code).toBe(
      'VK_ISSUER_ALIAS',
    );
  });

  it('cannot be typed: an issuer for any tenant comes from a judged document alone', () => {
    expect(
      refusalOf(() => parseIssuer('https://as.example/{tenantid}/v2.0', PUBLIC_HOSTS)),
    ).toMatchObject({
      code: 'VK_ISSUER_INVALID',
      why: 'contains a placeholder',
    });
  });
});

/** What comes of an address at a server that has these documents, each at its issuer’s own place. */
const discoverAmong = (address: string, documents: Readonly<Record<string, string>>) =>
  discover(
    (url) => {
      const stated = documents[url.replace('/.well-known/openid-configuration', '')];
      return Promise.resolve(
        stated === undefined ? jsonReply({}, 404) : jsonReply({ ...GOOD, issuer: stated }),
      );
    },
    parseIssuer(address, PUBLIC_HOSTS),
    PUBLIC_HOSTS,
  );

describe('an address by the name of a tenant that the server calls by its ID', () => {
  const byName = 'https://as.example/contoso.example/v2.0';
  const byId = `https://as.example/${TENANT_ID}/v2.0`;

  it('leads to the tenant’s own description, as a question', async () => {
    const found = await discoverAmong(byName, { [byName]: byId, [byId]: byId });
    expect([found.issuer, found.metadata.issuer]).toEqual([byId, byId]);
    expect(found.warnings).toContainEqual({ kind: 'tenant-by-id', hosts: ['as.example'] });
  });

  it('is refused where the tenant’s own description names another one, or is missing', async () => {
    const other = byId.replace(/9/g, '8');
    await expect(discoverAmong(byName, { [byName]: byId, [byId]: other })).rejects.toMatchObject({
      code: 'VK_ISSUER_ALIAS',
    });
    await expect(discoverAmong(byName, { [byName]: byId })).rejects.toMatchObject({
      code: 'VK_DISCOVERY_FAILED',
    });
  });

  it('is refused where another tenant was asked by its ID', async () => {
    const other = byId.replace(/9/g, '8');
    await expect(discoverAmong(other, { [other]: byId, [byId]: byId })).rejects.toMatchObject({
      code: 'VK_ISSUER_ALIAS',
    });
  });
});
