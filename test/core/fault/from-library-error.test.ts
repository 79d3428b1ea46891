import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { fromLibraryError } from '../../../src/core/fault/from-error.ts';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { jsonReply } from '../../fake/http.ts';

const SERVER: oauth.AuthorizationServer = { issuer: 'https://server.example.com' };
const CLIENT: oauth.Client = { client_id: 's6BhdRkqt3' };

const thrownBy = async (run: () => unknown): Promise<unknown> => {
  try {
    await run();
  } catch (thrown) {
    return thrown;
  }
  return expect.unreachable('nothing was thrown');
};

const judge = (reply: Response) => oauth.processRefreshTokenResponse(SERVER, CLIENT, reply);

describe('fromLibraryError', () => {
  test('lets our own errors through as they are', () => {
    const ours = new ValetKeyError('VK_OFFLINE');
    expect(fromLibraryError(ours)).toBe(ours);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a refusal in a body',
      () => judge(jsonReply({ error: 'invalid_grant' }, 400)),
      'VK_GRANT_REVOKED',
    ],
    [
      'another refusal',
      () => judge(jsonReply({ error: 'invalid_scope' }, 400)),
      'VK_SCOPE_REJECTED',
    ],
    ['no token', () => judge(jsonReply({})), 'VK_RESPONSE_MALFORMED'],
    ['no JSON', () => judge(new Response('<p>')), 'VK_RESPONSE_MALFORMED'],
    ['half of it', () => judge(jsonReply('{')), 'VK_RESPONSE_MALFORMED'],
    ['a status', () => judge(jsonReply({}, 201)), 'VK_RESPONSE_MALFORMED'],
    [
      'no endpoint',
      () => oauth.refreshTokenGrantRequest(SERVER, CLIENT, oauth.None(), 'r'),
      'VK_UNSUPPORTED_BY_SERVER',
    ],
    [
      'plain http',
      () => oauth.checkProtocol(new URL('http://a.example'), true),
      'VK_METADATA_REFUSED',
    ],
    [
      'a refused authorization',
      () =>
        oauth.validateAuthResponse(
          SERVER,
          CLIENT,
          new URLSearchParams({ error: 'access_denied', state: 's' }),
          's',
        ),
      'VK_AUTHORIZATION_DENIED',
    ],
    ['a bad JWT', () => jose.decodeJwt('x'), 'VK_ID_TOKEN_INVALID'],
    ['a bug', () => Promise.reject(new TypeError('x is not a function')), 'VK_INTERNAL'],
    ['nonsense', () => Promise.reject(undefined), 'VK_INTERNAL'],
  ])('goes by the code of the library: %s', async (_name, run, code) => {
    expect(fromLibraryError(await thrownBy(run)).code).toBe(code);
  });

  test('keeps nothing of the library error, which holds the whole body', async () => {
    const body = { access_token: '2YotnFZFEjr1zCsicMWpAA', token_type: 'mac', refresh_token: 1 };
    const thrown = await thrownBy(() => judge(jsonReply(body)));
    expect(JSON.stringify((thrown as Error).cause)).toContain('2YotnF');
    const { cause, fields, message } = fromLibraryError(thrown);
    expect([cause, fields, message]).toEqual([
      undefined,
      { library: 'OAUTH_INVALID_RESPONSE' },
      'VK_RESPONSE_MALFORMED',
    ]);
  });
});
