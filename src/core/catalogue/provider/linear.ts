import type { ProviderCall } from '../../model/provider-interface.ts';
import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { fixedLoopback, undiscovered, type Provider } from '../provider.ts';
import { seconds } from '../../../vocabulary/instant.ts';

const docs = documented('https://linear.app/developers/oauth-2-0-authentication', '2026-11');
const refused = reported(
  'https://nango.dev/blog/linear-oauth-refresh-token-invalid-grant',
  '2026-11',
);

/** 400: it cannot be revoked, for example because it already was. */
const REVOKE = {
  method: 'POST',
  url: 'https://api.linear.app/oauth/revoke',
  ended: [{ status: 400 }],
} as const satisfies Partial<ProviderCall>;

export const LINEAR: Provider = {
  id: 'linear',
  name: 'Linear',
  server: undiscovered(docs('https://linear.app'), {
    authorization_endpoint: docs('https://linear.app/oauth/authorize'),
    token_endpoint: docs('https://api.linear.app/oauth/token'),
  }),
  client: docs({ publicClient: true, tokenEndpointAuthMethod: 'none', flow: 'authorization_code' }),
  pkce: docs('checked'),
  redirect: docs(fixedLoopback('localhost')),
  refresh: docs({ by: 'default' }),
  rotation: docs({ rotates: 'always', endsOldAccessToken: false }),
  endedRefreshToken: refused([]),
  tokenRequestBody: docs('form'),
  lifetimes: {
    accessToken: docs(seconds(86_399)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: NOT_KNOWN,
  },
  scopeSeparator: docs(','),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['read'],
  scopeChange: NOT_KNOWN,
  scopes: docs({
    read: ['medium', 'Reads the workspace.', 'work-read'],
    write: ['high', 'Changes the workspace.', 'work-write'],
    'issues:create': ['medium', 'Creates issues.', 'work-write'],
    'comments:create': ['medium', 'Writes comments.', 'work-write'],
    admin: ['high', 'Manages the workspace.', 'organisation-manage'],
  }),
  extraParameters: NOT_KNOWN,
  // Apps made before December 2023 are answered with an array, all others with text and spaces.
  tokenResponse: docs({ scopeArray: true }),
  quirks: [
    docs('actor=app acts as the application; without it, as the person.'),
    docs('Scopes are asked for with commas and answered with spaces, by old apps as a list.'),
    docs('The scope read is always included.'),
    docs('prompt=consent shows the page again, for example to join another workspace.'),
  ],
  revocation: docs({
    kind: 'own',
    by: {
      accessToken: { ...REVOKE, as: 'token' },
      refreshToken: {
        ...REVOKE,
        as: 'client-id-in-form',
        token: { in: 'form', name: 'refresh_token' },
      },
    },
    ends: 'grant',
    apart: 'unknown',
  }),
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: docs('https://linear.app/settings/api/applications/new'),
  grantsPage: docs('https://linear.app/settings/applications'),
};
