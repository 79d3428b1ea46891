import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { TokenInfoCall } from '../../../src/core/model/provider-interface.ts';
import { presetById } from '../../../src/core/catalogue/catalogue.ts';
import { askTokenInfo } from '../../../src/core/oauth/token-info.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { after, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { confidential } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply, type ExpectedRequest } from '../../fake/http.ts';

const tokenInfoOf = (presetId: string): TokenInfoCall => {
  const call = presetById(presetId)?.tokenInfo;
  if (call === undefined) throw new Error(`${presetId} has no token information`);
  return call;
};

const TEXT = 'mF_9.B5f-4.1JqM';
const TOKEN = Secret.of('access-token', TEXT);
const BEARER = { authorization: `Bearer ${TEXT}` };
const BASIC = { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' };
const CLIENT = 's6BhdRkqt3';
const NOW = FAKE_EPOCH / 1000;
const GITLAB = { ...tokenInfoOf('gitlab'), url: 'https://gitlab.example.com/oauth/token/info' };

const ask = (call: TokenInfoCall, reply: Response) =>
  askTokenInfo(
    confidential(() => Promise.resolve(reply)),
    call,
    TOKEN,
  );

type Line = readonly [
  string,
  TokenInfoCall,
  Omit<ExpectedRequest, 'reply'>,
  unknown,
  number | undefined,
];

const LINES: readonly Line[] = [
  [
    'Google',
    tokenInfoOf('google'),
    { url: 'https://oauth2.googleapis.com/tokeninfo', headers: BEARER },
    { aud: CLIENT, exp: String(NOW + 600), scope: 'openid' },
    600,
  ],
  [
    'GitHub',
    tokenInfoOf('github'),
    {
      url: `https://api.github.com/applications/${CLIENT}/token`,
      headers: BASIC,
      json: { access_token: TEXT },
    },
    { token: TEXT, scopes: ['repo'], user: { login: 'jane' }, app: { client_id: CLIENT } },
    undefined,
  ],
  [
    'Twitch',
    tokenInfoOf('twitch'),
    {
      method: 'GET',
      url: 'https://id.twitch.tv/oauth2/validate',
      headers: { authorization: `OAuth ${TEXT}` },
    },
    { client_id: CLIENT, login: 'jane', scopes: [], expires_in: 5520 },
    5520,
  ],
  [
    'Facebook',
    tokenInfoOf('facebook'),
    {
      method: 'GET',
      url: `https://graph.facebook.com/v23.0/debug_token?input_token=${TEXT}`,
      headers: { authorization: `Bearer ${CLIENT}|gX1fBAt3bV` },
    },
    { data: { is_valid: true, app_id: CLIENT, expires_at: 0, user_id: '1' } },
    undefined,
  ],
  [
    'Slack',
    tokenInfoOf('slack'),
    { url: 'https://slack.com/api/auth.test', headers: BEARER },
    { ok: true, team: 'T', user: 'jane' },
    undefined,
  ],
  [
    'GitLab',
    GITLAB,
    { method: 'GET', url: 'https://gitlab.example.com/oauth/token/info', headers: BEARER },
    { resource_owner_id: 1, scope: ['api'], expires_in: 60, application: { uid: CLIENT } },
    60,
  ],
  [
    'LinkedIn',
    tokenInfoOf('linkedin'),
    {
      url: 'https://www.linkedin.com/oauth/v2/introspectToken',
      form: { token: TEXT, client_id: CLIENT, client_secret: 'gX1fBAt3bV' },
    },
    { active: true, client_id: CLIENT, expires_at: NOW + 90, scope: 'a,b' },
    90,
  ],
  [
    'Notion',
    tokenInfoOf('notion'),
    {
      url: 'https://api.notion.com/v1/oauth/introspect',
      headers: BASIC,
      json: { token: TEXT },
    },
    { active: true, iat: 123 },
    undefined,
  ],
];

const codeOf = (thrown: unknown): unknown => (isValetKeyError(thrown) ? thrown.code : thrown);

describe('asking a provider about a token', () => {
  test.each(LINES)(
    '%s is asked as it wants, and believed',
    async (_n, call, wanted, body, left) => {
      const { http } = fakeHttp({ ...wanted, reply: jsonReply(body) });
      const info = await askTokenInfo(confidential(http), call, TOKEN);
      expect(info).toMatchObject({ active: true, activeByServer: true, warnings: [] });
      expect(info.expiresAt).toBe(
        left === undefined ? undefined : after(FAKE_EPOCH, seconds(left)),
      );
    },
  );

  test.each(LINES)('%s: what is shown never holds the token', async (_n, call, _wanted, body) => {
    const info = await ask(call, jsonReply(body));
    expect(JSON.stringify(info)).not.toContain(TEXT);
    expect(Object.keys(info.members).length).toBeGreaterThan(0);
  });

  test.each([
    ['Google', tokenInfoOf('google'), jsonReply({ error: 'invalid_token' }, 400)],
    ['GitHub', tokenInfoOf('github'), jsonReply({ message: 'Not Found' }, 404)],
    ['Twitch', tokenInfoOf('twitch'), jsonReply({ status: 401, message: 'invalid' }, 401)],
    ['Facebook', tokenInfoOf('facebook'), jsonReply({ data: { is_valid: false, app_id: CLIENT } })],
    ['Slack', tokenInfoOf('slack'), jsonReply({ ok: false, error: 'token_revoked' })],
    ['GitLab', GITLAB, jsonReply({ error: 'invalid_token' }, 401)],
    ['LinkedIn', tokenInfoOf('linkedin'), jsonReply({ active: false, status: 'revoked' })],
    ['Notion', tokenInfoOf('notion'), jsonReply({ active: false })],
  ])('%s says that it is dead', async (_name, call, reply) => {
    expect(await ask(call, reply)).toEqual({
      active: false,
      activeByServer: false,
      members: {},
      warnings: [],
    });
  });

  test.each([
    ['a page with status 200', tokenInfoOf('twitch'), new Response('<h1>hello</h1>')],
    ['nothing at all', tokenInfoOf('twitch'), new Response('')],
    ['a list', tokenInfoOf('twitch'), jsonReply([])],
    ['active as a text', tokenInfoOf('notion'), jsonReply({ active: 'true' })],
    ['no active', tokenInfoOf('notion'), jsonReply({})],
    [
      'ok:false about the request',
      tokenInfoOf('slack'),
      jsonReply({ ok: false, error: 'not_authed' }),
    ],
    ['a refusal to tell', tokenInfoOf('github'), jsonReply({ message: 'Bad credentials' }, 401)],
    ['no permission', tokenInfoOf('facebook'), jsonReply({ error: { code: 100 } }, 400)],
    ['a redirect', tokenInfoOf('twitch'), Response.redirect('https://evil.example')],
    ['a fault', tokenInfoOf('twitch'), jsonReply({}, 500)],
  ])('concludes nothing from %s', async (_name, call, reply) => {
    expect(codeOf(await ask(call, reply).catch((reason: unknown) => reason))).toMatch(/^VK_/);
  });

  test.each([
    [{ exp: String(NOW - 1) }, false, ['expired_by_our_clock']],
    [{ exp: 'soon' }, true, ['exp_malformed']],
    [{ exp: -1 }, true, ['exp_malformed']],
    [{ exp: 1e300 }, true, ['exp_malformed']],
    [{ aud: 'somebody-else' }, true, ['token_of_another_client']],
    [{ exp: null }, true, []],
  ])('says what is odd: %j', async (body, active, warnings) => {
    expect(await ask(tokenInfoOf('google'), jsonReply(body))).toMatchObject({ active, warnings });
  });
});
