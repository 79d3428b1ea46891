import { documented, NOT_KNOWN, reported } from '../fact.ts';
import { days, discovered, type Provider } from '../provider.ts';

const docs = documented('huggingface/hub-docs docs/hub/oauth.md', '2026-11');
const publicClients = documented('huggingface/hub-docs#2211', '2026-11');
const noRefresh = reported('pollen-robotics/reachy_mini#1223', '2026-11');
const lives = reported('huggingface/huggingface_hub#4354', '2026-11');
const device = reported('huggingface/huggingface_hub#4102', '2026-11');

export const HUGGING_FACE: Provider = {
  id: 'hugging-face',
  name: 'Hugging Face',
  server: discovered(docs('https://huggingface.co')),
  client: publicClients({
    publicClient: true,
    tokenEndpointAuthMethod: 'none',
    flow: 'authorization_code',
  }),
  pkce: NOT_KNOWN,
  redirect: NOT_KNOWN,
  refresh: noRefresh({ by: 'none' }),
  rotation: NOT_KNOWN,
  endedRefreshToken: NOT_KNOWN,
  tokenRequestBody: NOT_KNOWN,
  lifetimes: {
    accessToken: lives(days(30)),
    refreshTokenAge: NOT_KNOWN,
    refreshTokenIdle: lives(days(90)),
  },
  scopeSeparator: docs(' '),
  scopeParameter: NOT_KNOWN,
  defaultScope: ['openid', 'profile'],
  scopeChange: NOT_KNOWN,
  scopes: docs({
    'read-billing': ['medium', 'Reads whether you pay, and how.', 'profile-read'],
    'read-repos': ['medium', 'Reads your private repositories.', 'code-read'],
    'write-repos': ['high', 'Writes your repositories.', 'code-read', 'code-write'],
    'manage-repos': [
      'high',
      'Writes, makes and deletes your repositories.',
      'code-read',
      'code-write',
      'code-manage',
    ],
    'inference-api': ['high', 'Runs models at your cost.', 'cloud-read'],
    'write-discussions': ['high', 'Writes discussions in your name.', 'chat-write'],
  }),
  extraParameters: NOT_KNOWN,
  tokenResponse: NOT_KNOWN,
  quirks: [
    docs('orgIds asks for access to organisations of yours.'),
    publicClients('Apps without a secret exist since February 2026.'),
    noRefresh('The code flow gave no refresh token when it was tried; the device flow did.'),
    device('The device flow shows a code of eight characters.'),
  ],
  revocation: NOT_KNOWN,
  tokenInfo: NOT_KNOWN,
  claims: NOT_KNOWN,
  registrationPage: docs('https://huggingface.co/settings/applications/new'),
  grantsPage: NOT_KNOWN,
};
