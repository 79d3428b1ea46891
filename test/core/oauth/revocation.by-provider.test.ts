import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { ProviderCall } from '../../../src/core/model/provider-interface.ts';
import { presetById } from '../../../src/core/catalogue/catalogue.ts';
import { revokeByProvider } from '../../../src/core/oauth/revocation.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { confidential, exchangeOver, noHttp } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply, type ExpectedRequest } from '../../fake/http.ts';

const TOKEN = Secret.of('access-token', 'gho_16C7e42F292c6912E7');
const BEARER = { authorization: 'Bearer gho_16C7e42F292c6912E7' };
const BASIC = { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' };

const need = (call: ProviderCall | undefined): ProviderCall => {
  if (call === undefined) throw new Error('there is no such call');
  return call;
};

const revocationOf = (presetId: string) => {
  const revocation = presetById(presetId)?.revocation;
  return revocation?.kind === 'own' ? revocation.by : {};
};

type Line = readonly [string, ProviderCall, Omit<ExpectedRequest, 'reply'>, Response];

const LINES: readonly Line[] = [
  [
    'GitHub, the grant',
    need(revocationOf('github').grant),
    {
      method: 'DELETE',
      url: 'https://api.github.com/applications/s6BhdRkqt3/grant',
      headers: { ...BASIC, 'content-type': 'application/json' },
      json: { access_token: 'gho_16C7e42F292c6912E7' },
    },
    new Response(null, { status: 204 }),
  ],
  [
    'GitHub, one token',
    need(revocationOf('github').accessToken),
    {
      method: 'DELETE',
      url: 'https://api.github.com/applications/s6BhdRkqt3/token',
      headers: BASIC,
      json: { access_token: 'gho_16C7e42F292c6912E7' },
    },
    new Response(null, { status: 204 }),
  ],
  [
    'Slack',
    need(revocationOf('slack').accessToken),
    { url: 'https://slack.com/api/auth.revoke', headers: BEARER },
    jsonReply({ ok: true, revoked: true }),
  ],
  [
    'Dropbox',
    need(revocationOf('dropbox').grant),
    { url: 'https://api.dropboxapi.com/2/auth/token/revoke', headers: BEARER },
    new Response('', { status: 200 }),
  ],
  [
    'Facebook',
    need(revocationOf('facebook').grant),
    {
      method: 'DELETE',
      url: 'https://graph.facebook.com/v23.0/me/permissions',
      headers: BEARER,
    },
    // As Graph has it: JSON by another name.
    new Response('{"success":true}', { headers: { 'content-type': 'text/javascript' } }),
  ],
  [
    'Twitch',
    need(revocationOf('twitch').accessToken),
    {
      url: 'https://id.twitch.tv/oauth2/revoke',
      form: { token: 'gho_16C7e42F292c6912E7', client_id: 's6BhdRkqt3' },
    },
    new Response('', { status: 200 }),
  ],
  [
    'Notion',
    need(revocationOf('notion').accessToken),
    {
      url: 'https://api.notion.com/v1/oauth/revoke',
      headers: { ...BASIC, 'notion-version': '2025-09-03' },
      json: { token: 'gho_16C7e42F292c6912E7' },
    },
    jsonReply({ request_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' }),
  ],
  [
    'LinkedIn',
    need(revocationOf('linkedin').accessToken),
    {
      url: 'https://www.linkedin.com/oauth/v2/revoke',
      form: {
        token: 'gho_16C7e42F292c6912E7',
        client_id: 's6BhdRkqt3',
        client_secret: 'gX1fBAt3bV',
      },
    },
    new Response('', { status: 200 }),
  ],
];

const outcomeOf = async (call: ProviderCall, reply: Response): Promise<unknown> => {
  const thrown = await revokeByProvider(
    confidential(() => Promise.resolve(reply)),
    call,
    TOKEN,
  ).catch((reason: unknown) => reason);
  expect(JSON.stringify([thrown])).not.toContain('16C7e42F292c6912E7');
  return isValetKeyError(thrown) ? thrown.code : thrown;
};

const SLACK = need(revocationOf('slack').accessToken);
const GITHUB = need(revocationOf('github').grant);
const TWITCH = need(revocationOf('twitch').accessToken);
const FACEBOOK = need(revocationOf('facebook').grant);
const DROPBOX = need(revocationOf('dropbox').grant);

describe('revoking by a provider’s own interface', () => {
  test.each(LINES)('%s is asked as its documentation says', async (_name, call, wanted, reply) => {
    const { http } = fakeHttp({ ...wanted, reply });
    await expect(revokeByProvider(confidential(http), call, TOKEN)).resolves.toBeUndefined();
  });

  test.each([
    ['GitHub does not know it', GITHUB, jsonReply({ message: 'Not Found' }, 404)],
    ['Slack has revoked it', SLACK, jsonReply({ ok: false, error: 'token_revoked' })],
    ['Twitch does not take it', TWITCH, jsonReply({ status: 400, message: 'Invalid token' }, 400)],
    ['Facebook says 190', FACEBOOK, jsonReply({ error: { code: 190, message: 'x' } }, 400)],
    [
      'Dropbox says invalid_access_token',
      DROPBOX,
      jsonReply({ error: { '.tag': 'invalid_access_token' } }, 401),
    ],
    ['Facebook answers with nothing but true', FACEBOOK, jsonReply('true')],
  ])('is done where the token is dead already: %s', async (_name, call, reply) => {
    expect(await outcomeOf(call, reply)).toBeUndefined();
  });

  test.each([
    ['ok:false with status 200', SLACK, jsonReply({ ok: false, error: 'ratelimited' })],
    ['nothing was revoked', SLACK, jsonReply({ ok: true, revoked: false })],
    ['ok as a text', SLACK, jsonReply({ ok: 'true', revoked: 'true' })],
    ['success:false', FACEBOOK, jsonReply({ success: false })],
    ['another code than 190', FACEBOOK, jsonReply({ error: { code: 10 } }, 400)],
    ['190 as a text', FACEBOOK, jsonReply({ error: { code: '190' } }, 400)],
    ['an expired token, whose refresh token lives', DROPBOX, jsonReply({}, 401)],
    ['a client that Twitch does not know', TWITCH, jsonReply({ status: 404 }, 404)],
    ['a sign that comes with another status', SLACK, jsonReply({ error: 'token_revoked' }, 400)],
  ])('is refused, whatever the status: %s', async (_name, call, reply) => {
    expect(await outcomeOf(call, reply)).toMatch(/^VK_/);
  });

  test.each([
    ['a page', SLACK, new Response('<h1>Sign in</h1>'), 'VK_RESPONSE_MALFORMED'],
    ['members twice', SLACK, jsonReply('{"ok":true,"ok":false}'), 'VK_RESPONSE_MALFORMED'],
    ['a list', SLACK, jsonReply([{ ok: true }]), 'VK_RESPONSE_MALFORMED'],
    ['inherited members', SLACK, jsonReply('{"__proto__":{"ok":true,"revoked":true}}'), /^VK_/],
    ['a redirect', GITHUB, Response.redirect('https://evil.example'), 'VK_RESPONSE_MALFORMED'],
    ['a bad secret', GITHUB, jsonReply({ message: 'Bad credentials' }, 401), 'VK_CLIENT_REJECTED'],
    ['a pause', GITHUB, jsonReply({}, 429), 'VK_RATE_LIMITED'],
    ['a fault', TWITCH, jsonReply({}, 503), 'VK_SERVER_UNAVAILABLE'],
    ['more than a mebibyte', SLACK, jsonReply(' '.repeat(1024 * 1024 + 1)), /^VK_/],
  ])('does not believe %s', async (_name, call, reply, code) => {
    expect(await outcomeOf(call, reply)).toMatch(code);
  });

  test('ends no grant by a word that is not a token endpoint’s (RFC 6749 §5.2)', async () => {
    const reply = jsonReply({ error: 'invalid_grant' }, 400);
    expect(await outcomeOf(SLACK, reply)).toBe('VK_REQUEST_REJECTED');
  });

  test('sends nothing without the secret that it takes', async () => {
    await expect(revokeByProvider(exchangeOver(noHttp), GITHUB, TOKEN)).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
      fields: { sent: false },
    });
  });

  test.each(['http://api.example.com/', 'https://10.0.0.1/', 'https://user@api.example.com/', 'x'])(
    'sends nothing to an address that no endpoint may have: %s',
    async (url) => {
      const call = { ...SLACK, url };
      await expect(revokeByProvider(exchangeOver(noHttp), call, TOKEN)).rejects.toMatchObject({
        code: 'VK_METADATA_REFUSED',
      });
    },
  );

  test.each([
    ['a/../../user', 'https://api.github.com/applications/a%2F..%2F..%2Fuser/grant'],
    ['$&{client_id}?x', 'https://api.github.com/applications/%24%26%7Bclient_id%7D%3Fx/grant'],
  ])('keeps the client id one segment of the path: %s', async (clientId, url) => {
    const { http } = fakeHttp({
      method: 'DELETE',
      url,
      reply: new Response(null, { status: 204 }),
    });
    const exchange = confidential(http);
    const registration = { ...exchange.registration, clientId };
    await revokeByProvider({ ...exchange, registration }, GITHUB, TOKEN);
  });

  test.each(['.', '..'])('sends nothing where it cannot be one: %s', async (clientId) => {
    const exchange = confidential(noHttp);
    const registration = { ...exchange.registration, clientId };
    await expect(
      revokeByProvider({ ...exchange, registration }, GITHUB, TOKEN),
    ).rejects.toMatchObject({ code: 'VK_INVALID_INPUT' });
  });
});
