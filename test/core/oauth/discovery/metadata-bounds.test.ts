import { describe, expect, it } from 'vitest';
import { parseIssuer, PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';
import { judgeMetadata } from '../../../../src/core/oauth/discovery/metadata.ts';

const ISSUER = 'https://as.example';

const judge = (more: Readonly<Record<string, unknown>>) =>
  judgeMetadata(
    {
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      code_challenge_methods_supported: ['S256'],
      ...more,
    },
    parseIssuer(ISSUER, PUBLIC_HOSTS),
    PUBLIC_HOSTS,
  );

const oddIn = ({ notes }: ReturnType<typeof judge>) => notes.flatMap(({ members = [] }) => members);

const words = (count: number) => Array.from({ length: count }, (_, index) => `s${String(index)}`);

describe('metadata that is larger than any server’s (RFC 8414 §2)', () => {
  it.each([
    ['a list', words(60_000)],
    ['text', words(60_000).join(' ')],
  ])('has the first thousand words of a list kept, and says so: as %s', (_as, stated) => {
    const judged = judge({ scopes_supported: stated });
    expect(judged.metadata.scopes_supported).toEqual(words(1000));
    expect(oddIn(judged)).toEqual(['scopes_supported']);
  });

  it('has a thousand words taken without a remark', () => {
    const judged = judge({ scopes_supported: words(1000) });
    expect(judged.metadata.scopes_supported).toHaveLength(1000);
    expect(oddIn(judged)).toEqual([]);
  });

  it('has a word of more than a thousand characters left out, and says so', () => {
    const stated = ['x'.repeat(1001), 'y'.repeat(1000)];
    const judged = judge({ scopes_supported: stated });
    expect(judged.metadata.scopes_supported).toEqual(['y'.repeat(1000)]);
    expect(oddIn(judged)).toEqual(['scopes_supported']);
  });

  it('has an address of more than 8 KiB left out, and says so', () => {
    const address = (length: number) => `${ISSUER}/`.padEnd(length, 'x');
    expect(judge({ userinfo_endpoint: address(2000) }).metadata.userinfo_endpoint).toHaveLength(
      2000,
    );
    const judged = judge({ userinfo_endpoint: address(8193) });
    expect(judged.metadata.userinfo_endpoint).toBeUndefined();
    expect(oddIn(judged)).toEqual(['userinfo_endpoint']);
  });

  it('is refused where the address is one that is needed', () => {
    expect(() => judge({ token_endpoint: `${ISSUER}/`.padEnd(8193, 'x') })).toThrow(
      expect.objectContaining({ code: 'VK_METADATA_MALFORMED' }),
    );
  });
});
