import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { judgeUserInfoResponse } from '../../../src/core/oauth/userinfo.ts';
import type { Http } from '../../../src/core/port/http.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { confidential, exchangeOver, noHttp } from '../../fake/exchange.ts';
import { jsonReply } from '../../fake/http.ts';
import { realServers } from '../../fixtures/real-servers.ts';

const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
const JWKS = 'https://server.example.com/jwks';
const SUB = '248289761001';
const OURS = {
  sub: SUB,
  email: 'jane@example.com',
  iss: 'https://server.example.com',
  aud: 's6BhdRkqt3',
};

const publishing: Http = (url) => {
  expect(url).toBe(JWKS);
  return Promise.resolve(jsonReply({ keys: [jwk] }));
};

const withKeys = (exchange: Exchange): Exchange => ({
  ...exchange,
  metadata: { ...exchange.metadata, jwks_uri: JWKS },
});

const signed = (
  claims: JWTPayload,
  key: Parameters<SignJWT['sign']>[0] = privateKey,
  alg = 'ES256',
) => new SignJWT(claims).setProtectedHeader({ alg }).sign(key);

const judge = (
  text: string,
  exchange: Exchange = withKeys(exchangeOver(publishing)),
  label = 'application/jwt',
) =>
  judgeUserInfoResponse(exchange, new Response(text, { headers: { 'content-type': label } }), SUB);

const refused = { code: 'VK_RESPONSE_MALFORMED' };

describe('a userinfo response that is signed (OIDC Core §5.3.2)', () => {
  it.each(realServers('userinfo'))('$id: $expect', async () => {
    expect((await judge(await signed(OURS))).subject.email).toBe('jane@example.com');
  });

  it.each(['application/jwt;charset=utf-8', 'text/plain', 'application/json'])(
    'is recognised by what it holds, labelled %s',
    async (label) => {
      const { claims } = await judge(`${await signed(OURS)}\n`, undefined, label);
      expect(claims).toEqual(OURS);
    },
  );

  it('need not name issuer and audience, but names no others', async () => {
    expect((await judge(await signed({ sub: SUB }))).claims).toEqual({ sub: SUB });
    for (const others of [{ iss: 'https://evil.example' }, { aud: 'another' }, { aud: ['x'] }]) {
      await expect(judge(await signed({ ...OURS, ...others }))).rejects.toMatchObject(refused);
    }
    const exp = Math.floor(FAKE_EPOCH / 1000) - 3600;
    await expect(judge(await signed({ ...OURS, exp }))).rejects.toMatchObject(refused);
  });

  it('is refused where its signature is not the issuer’s', async () => {
    const other = await generateKeyPair('ES256');
    await expect(judge(await signed(OURS, other.privateKey))).rejects.toMatchObject(refused);
    const [header = '', , signature = ''] = (await signed(OURS)).split('.');
    const claims = Buffer.from(JSON.stringify({ ...OURS, email: 'eve@evil.example' }));
    const forged = `${header}.${claims.toString('base64url')}.${signature}`;
    await expect(judge(forged)).rejects.toMatchObject(refused);
  });

  it('may be signed with the client secret, where the client has one', async () => {
    const secret = new TextEncoder().encode('gX1fBAt3bV');
    const text = await signed(OURS, secret, 'HS256');
    expect((await judge(text, confidential(noHttp))).claims).toEqual(OURS);
    await expect(judge(text)).rejects.toMatchObject(refused);
    const published = new TextEncoder().encode(JSON.stringify(jwk));
    const confused = await signed(OURS, published, 'HS256');
    await expect(judge(confused, withKeys(confidential(publishing)))).rejects.toMatchObject(
      refused,
    );
  });

  it('is refused where it is not signed, or encrypted', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
    await expect(judge(none)).rejects.toMatchObject(refused);
    await expect(judge('eyJhbGciOiJkaXIifQ.a.b.c.d')).rejects.toMatchObject(refused);
  });

  it('says nothing of anybody else', async () => {
    await expect(judge(await signed({ ...OURS, sub: 'eve' }))).rejects.toMatchObject({
      code: 'VK_SUBJECT_CHANGED',
    });
  });
});
