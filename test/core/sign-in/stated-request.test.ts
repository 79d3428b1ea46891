import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { statedParameters } from '../../../src/core/oauth/authorization-request.ts';
import { statedRequest } from '../../../src/core/sign-in/grant-choice.ts';

const REGISTRATION = {
  clientId: 's6BhdRkqt3',
  tokenEndpointAuthMethod: 'none',
  redirectMethod: 'loopback',
  redirectPath: '/cb',
} as const;
const asked = { scope: scopeOf(['users:read', 'chat:write']) };
const parametersAt = (preset?: string) =>
  Object.fromEntries(
    statedParameters(
      statedRequest(REGISTRATION, asked, {
        scopeSeparator: ',',
        ...(preset === undefined ? {} : { preset }),
      }),
    ),
  );

describe('the scope of an authorization request', () => {
  it('goes into user_scope at Slack, where a desktop program gets a person’s token alone', () => {
    expect(parametersAt('slack')).toMatchObject({ user_scope: 'chat:write,users:read' });
    expect(parametersAt('slack')).not.toHaveProperty('scope');
  });

  it.each([undefined, 'linear', 'unheard-of'])('goes into scope elsewhere: %s', (preset) => {
    expect(parametersAt(preset)).toMatchObject({ scope: 'chat:write,users:read' });
    expect(parametersAt(preset)).not.toHaveProperty('user_scope');
  });
});
