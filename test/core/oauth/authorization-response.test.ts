import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PendingTransaction } from '../../../src/core/oauth/authorization-request.ts';
import {
  frontChannelTokenIn,
  judgeRedirect,
  type RedirectJudgement,
} from '../../../src/core/oauth/authorization-response.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { badInputs, inputText, verdictOf } from '../../fixtures/bad-inputs.ts';

/** Random inputs take long on a busy machine. */
const PROPERTY_TIME = 60_000;

const STATE = 'S'.repeat(43);
const LOCATION = 'dev.valetkey.app:/oauth/p1/cb';
const ISS = encodeURIComponent('https://as.example');
const GOOD = `${LOCATION}?code=abc123&state=${STATE}&iss=${ISS}`;

const transaction: PendingTransaction = {
  issuer: 'https://as.example',
  issRequired: true,
  redirectUri: LOCATION,
  codeVerifier: Secret.of('code-verifier', 'v'.repeat(43)),
  scope: scopeOf(['openid']),
};

const judge = (
  rawUrl: string,
  known: Partial<PendingTransaction> = {},
): RedirectJudgement<PendingTransaction> =>
  judgeRedirect(rawUrl, (state) =>
    state === STATE
      ? { kind: 'pending', transaction: { ...transaction, ...known } }
      : { kind: 'unknown' },
  );

const failureOf = (rawUrl: string, known: Partial<PendingTransaction> = {}) => {
  const judgement = judge(rawUrl, known);
  if (judgement.verdict !== 'fail') throw new Error(`expected fail, got ${judgement.verdict}`);
  return judgement.error;
};

const VERDICT: Readonly<Record<string, string>> = {
  PROCEED: 'proceed',
  FAIL_TX: 'fail',
  IGNORE: 'ignore',
};

/** CB-035 to CB-038 tell stories over time: test/core/sign-in/pending-sign-ins.test.ts runs them. */
const STORIES = ['CB-035', 'CB-036', 'CB-037', 'CB-038'];

describe('bad inputs: callback.scheme', () => {
  const literal = badInputs('callback.scheme').filter(({ id }) => !STORIES.includes(id));

  it.each(literal.map((one) => [one.id, one.expect, one] as const))('%s: %s', (_id, _why, one) => {
    expect(judge(inputText(one)).verdict).toBe(VERDICT[verdictOf(one)]);
  });

  it('CB-003, CB-004, CB-005: names a foreign issuer as such (RFC 9207 §2.4)', () => {
    for (const iss of ['https://evil.example', 'https://as.example/', 'https://AS.example']) {
      const error = failureOf(
        `${LOCATION}?code=abc123&state=${STATE}&iss=${encodeURIComponent(iss)}`,
      );
      expect(error.code).toBe('VK_RESPONSE_ISSUER_MISMATCH');
      expect(error.fields).toEqual({ expected: 'https://as.example', stated: iss });
    }
  });

  it('CB-012: quotes the description as clean text of at most 200 characters', () => {
    const long = encodeURIComponent(`<b>\u202e\u0007${'x'.repeat(500)}`);
    const error = failureOf(
      `${LOCATION}?error=access_denied&error_description=${long}&state=${STATE}&iss=${ISS}`,
    );
    expect(error.code).toBe('VK_AUTHORIZATION_DENIED');
    expect(error.fields['error']).toBe('access_denied');
    expect(String(error.fields['error_description'])).toMatch(/^<b> {2}x+…$/);
    expect(String(error.fields['error_description'])).toHaveLength(200);
  });

  it('CB-022, CB-023: says that a token came in the front channel, and not which', () => {
    for (const parameter of ['access_token', 'id_token', 'refresh_token']) {
      const error = failureOf(`${GOOD}&${parameter}=leaked-value`);
      expect(error.code).toBe('VK_TOKEN_IN_FRONT_CHANNEL');
      expect(JSON.stringify(error.fields)).not.toContain('leaked-value');
    }
  });

  it('CB-041: takes nothing but the code from the URL', () => {
    const judgement = judge(`${GOOD}&code_verifier=x&redirect_uri=https%3A%2F%2Fevil&scope=admin`);
    if (judgement.verdict !== 'proceed') throw new Error('expected proceed');
    expect(judgement.transaction).toEqual(transaction);
    expect(judgement.code.expose()).toBe('abc123');
  });
});

describe('an authorization response (RFC 6749 §4.1.2)', () => {
  it('proceeds with the code of RFC 6749 §4.1.2, whatever the order of parameters', () => {
    const judgement = judge(`${LOCATION}?state=${STATE}&iss=${ISS}&code=SplxlOBeZQQYbYS6WxSbIA`);
    expect(judgement).toMatchObject({ verdict: 'proceed' });
    if (judgement.verdict === 'proceed') {
      expect(judgement.code.expose()).toBe('SplxlOBeZQQYbYS6WxSbIA');
    }
  });

  it('does without iss where the server never promised one (RFC 9207 §2.4)', () => {
    const url = `${LOCATION}?code=abc123&state=${STATE}`;
    expect(judge(url, { issRequired: false }).verdict).toBe('proceed');
    expect(failureOf(url, { issRequired: true }).code).toBe('VK_RESPONSE_ISSUER_MISMATCH');
  });

  it('checks iss on error responses too (RFC 9207 §2)', () => {
    expect(failureOf(`${LOCATION}?error=access_denied&state=${STATE}`).code).toBe(
      'VK_RESPONSE_ISSUER_MISMATCH',
    );
  });

  it.each([
    ['access_denied', 'VK_AUTHORIZATION_DENIED'],
    ['invalid_scope', 'VK_SCOPE_REJECTED'],
    ['unauthorized_client', 'VK_CLIENT_REJECTED'],
    ['temporarily_unavailable', 'VK_SERVER_UNAVAILABLE'],
    ['unsupported_response_type', 'VK_UNSUPPORTED_BY_SERVER'],
    ['invalid_request', 'VK_REQUEST_REJECTED'],
    ['something_new', 'VK_REQUEST_REJECTED'],
    ['constructor', 'VK_REQUEST_REJECTED'],
  ])('reads error=%s as %s (RFC 6749 §4.1.2.1)', (error, code) => {
    expect(failureOf(`${LOCATION}?error=${error}&state=${STATE}&iss=${ISS}`).code).toBe(code);
  });

  it('refuses an error outside its alphabet (RFC 6749 App. A.7)', () => {
    const error = failureOf(`${LOCATION}?error=a%22b&state=${STATE}&iss=${ISS}`);
    expect(error.code).toBe('VK_AUTHORIZATION_RESPONSE_INVALID');
  });

  it('refuses an empty code (RFC 6749 App. A.11)', () => {
    expect(failureOf(`${LOCATION}?code=&state=${STATE}&iss=${ISS}`).code).toBe(
      'VK_AUTHORIZATION_RESPONSE_INVALID',
    );
  });

  it('is not hidden by a fragment some servers append, and never read from it', () => {
    expect(judge(`${GOOD}#_=_`).verdict).toBe('proceed');
    expect(judge(`${GOOD}#code=other`)).toMatchObject({ verdict: 'proceed' });
  });

  it('takes the scheme in either case, and everything else letter by letter (RFC 3986 §3.1)', () => {
    expect(judge(GOOD.replace('dev.valetkey.app', 'Dev.ValetKey.App')).verdict).toBe('proceed');
    expect(judge(GOOD.replace('/oauth/p1/cb', '/OAuth/p1/cb')).verdict).toBe('fail');
    expect(judge(GOOD.replace('/oauth/p1/cb', '/oauth/p1/../p1/cb')).verdict).toBe('fail');
    expect(judge(GOOD.replace('/oauth/p1/cb', '/oauth/p1/%63b')).verdict).toBe('fail');
  });

  it('has no authority in a private-use scheme (RFC 8252 §7.1)', () => {
    expect(judge(GOOD.replace(':/oauth', '://oauth')).verdict).toBe('ignore');
    expect(judge(GOOD.replace(':/oauth', '://evil.example/oauth')).verdict).toBe('ignore');
  });

  it('comes back to the loopback port it was sent for (RFC 8252 §7.3)', () => {
    const redirectUri = 'http://127.0.0.1:51004/callback';
    const url = (port: number): string =>
      `http://127.0.0.1:${port}/callback?code=abc&state=${STATE}&iss=${ISS}`;
    expect(judge(url(51004), { redirectUri }).verdict).toBe('proceed');
    expect(judge(url(51005), { redirectUri }).verdict).toBe('fail');
  });

  it('is stale where its transaction has ended', () => {
    expect(judgeRedirect(GOOD, () => ({ kind: 'ended' }))).toEqual({ verdict: 'stale' });
  });

  it('is judged by a state of any spelling that decodes to the same (RFC 6749 App. B)', () => {
    expect(judge(GOOD.replace('state=S', 'state=%53')).verdict).toBe('proceed');
    expect(judge(GOOD.replace(STATE, '%C0%AE')).verdict).toBe('ignore');
  });

  it('is ignored where nobody waits for its state', () => {
    expect(judge(GOOD.replace(STATE, 'T'.repeat(43)))).toEqual({ verdict: 'ignore' });
  });

  it.each([
    ['no state', `${LOCATION}?code=abc123`],
    ['an empty state', `${LOCATION}?code=abc123&state=`],
    ['two states', `${GOOD}&state=${STATE}`],
    ['a state that is no UTF-8', GOOD.replace(STATE, '%C0%AE')],
    ['a URL of more than 8 KiB', GOOD.padEnd(8193, 'a')],
    ['a space in it', `${GOOD} `],
  ])('with %s is ignored before anything is looked up', (_what, rawUrl) => {
    const lookedUp: unknown[] = [];
    const judgement = judgeRedirect(rawUrl, (state) => {
      lookedUp.push(state);
      return { kind: 'pending', transaction };
    });
    expect(judgement).toEqual({ verdict: 'ignore' });
    expect(lookedUp).toEqual([]);
  });

  it('of exactly 8 KiB is read', () => {
    expect(judge(`${GOOD}&x=`.padEnd(8192, 'a')).verdict).toBe('proceed');
  });

  it('has at most 32 parameters', () => {
    const more = (count: number) => Array.from({ length: count }, (_, i) => `&x${i}=`).join('');
    expect(judge(`${GOOD}${more(29)}`).verdict).toBe('proceed');
    expect(failureOf(`${GOOD}${more(30)}`).fields).toEqual({ why: 'too many parameters' });
  });

  it('says in one phrase why it is refused', () => {
    expect(failureOf(GOOD.replace('/p1/', '/p2/')).fields).toEqual({
      why: 'arrived at another redirect URI',
    });
    expect(failureOf(`${GOOD}&x=1&x=2`).fields).toEqual({ why: 'a parameter is repeated' });
    expect(failureOf(`${GOOD}&access_token=x`).fields).toEqual({ parameter: 'access_token' });
  });

  it('may have empty pairs and encoded names in its query (RFC 6749 App. B)', () => {
    expect(judge(GOOD.replace('?', '?&').replace('&state', '&&state')).verdict).toBe('proceed');
    expect(judge(GOOD.replace('code=', 'co%64e=')).verdict).toBe('proceed');
    expect(failureOf(`${GOOD}&access%5Ftoken=x`).code).toBe('VK_TOKEN_IN_FRONT_CHANNEL');
  });

  it('may hold an address in its query, and none in the place of a private-use scheme', () => {
    expect(judge(`${GOOD}&from=https://as.example/`).verdict).toBe('proceed');
    expect(judge(GOOD.replace('dev.valetkey.app:', 'x-https://as.example')).verdict).toBe('ignore');
  });

  it(
    'never throws and never proceeds without the state, whatever arrives',
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (tail) => {
          expect(judge(tail).verdict).toBe('ignore');
          expect(judge(`${LOCATION}?${tail}`).verdict).toBe('ignore');
        }),
        { numRuns: 500 },
      );
    },
    PROPERTY_TIME,
  );
});

describe('frontChannelTokenIn (RFC 9700 §2.1.2)', () => {
  it.each([
    [`${LOCATION}#access_token=x&state=${STATE}`, { part: 'fragment', parameter: 'access_token' }],
    [`${LOCATION}?id_token=x`, { part: 'query', parameter: 'id_token' }],
    [GOOD, undefined],
    [`${LOCATION}#access_tokens=x`, undefined],
    ['not a url', undefined],
  ])('finds it in %s', (rawUrl, expected) => {
    expect(frontChannelTokenIn(rawUrl)).toEqual(expected);
  });
});
