import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { judgeTokenResponse } from '../../../src/core/oauth/token-response.ts';
import { exchangeOver, noHttp } from '../../fake/exchange.ts';

const judge = async (scope: unknown) => {
  const reply = Response.json({
    access_token: 'mF_9.B5f-4.1JqM',
    token_type: 'Bearer',
    expires_in: 3600,
    scope,
  });
  const expectation = { requestedScope: scopeOf(['zoo', 'read']), onReceived: undefined };
  return (await judgeTokenResponse(exchangeOver(noHttp), reply, expectation)).token;
};

const many = Array.from({ length: 60_000 }, (_, index) => `s${index}`);

describe('a token response with more scope tokens than anybody could read (RFC 6749 §3.3)', () => {
  it.each([
    ['as text', [...many, 'zoo', 'read'].join(' ')],
    ['as a list', [...many, 'zoo', 'read']],
    ['with commas', [...many, 'zoo', 'read'].join(',')],
  ])('keeps a thousand of them, those that were asked for among them: %s', async (_, scope) => {
    const token = await judge(scope);
    expect(token.scope).toHaveLength(1000);
    expect(token.scope).toEqual(expect.arrayContaining(['read', 'zoo']));
    expect(token.warnings).toContain('scope_cut');
  });

  it('leaves out a scope token that is longer than any', async () => {
    const token = await judge(`read ${'x'.repeat(1001)} ${'y'.repeat(1000)}`);
    expect(token.scope).toEqual(['read', 'y'.repeat(1000)]);
    expect(token.warnings).toContain('scope_cut');
  });

  it('is not what an ordinary one is', async () => {
    expect((await judge('read zoo')).warnings).not.toContain('scope_cut');
  });
});
