import { describe, expect, test } from 'vitest';
import { emptyDraft, presetDraft } from '../../../src/renderer/sign-in/draft/draft.ts';
import { GRANTS } from '../../../src/renderer/sign-in/draft/grant-words.ts';
import { draftOf, remember } from '../../../src/renderer/sign-in/draft/remember.ts';
import { requestOf } from '../../../src/renderer/sign-in/draft/request.ts';
import { signInRequestSchema } from '../../../src/contract/sign-in.ts';
import { parseConnectionId } from '../../../src/vocabulary/id.ts';
import { preset } from './preset.ts';

const subject = parseConnectionId('connection000000000002');

const full = {
  ...emptyDraft('issuer'),
  issuer: ' https://server.example.com ',
  clientId: 's6BhdRkqt3',
  authMethod: 'client_secret_basic',
  clientSecret: 'secret-1',
  privateKey: 'secret-2',
  username: 'johndoe',
  password: 'secret-3',
  understood: true,
  refreshToken: 'secret-4',
  assertion: 'secret-5',
  subject,
  audience: 'https://backend.example.com',
  prompt: 'consent',
  maxAge: '300',
  redirectUri: ' http://localhost:47615/callback ',
  usesDpop: true,
  usesPushedRequests: true,
  extraParameters: [{ key: 0, name: ' audience ', value: 'x' }],
} as const;

describe('a form becomes a request', () => {
  test.each(GRANTS)(
    '%s: the contract takes it, and it holds only what that grant needs',
    (grant) => {
      const request = requestOf({ ...full, grant });
      const parsed = signInRequestSchema.parse(request);
      expect(parsed).toEqual(request);
      const isCode = grant === 'authorization_code';
      expect('redirectUri' in parsed).toBe(isCode);
      expect('extraParameters' in parsed).toBe(isCode);
      expect('usesPushedRequests' in parsed).toBe(isCode);
      const own = new Map([
        ['password', '3'],
        ['refresh_token', '4'],
      ]).get(grant);
      const secrets = [...JSON.stringify(parsed).matchAll(/secret-(\d)/g)].map(
        ([, digit]) => digit,
      );
      const assertion = grant.endsWith('jwt-bearer') ? ['5'] : [];
      expect(secrets.toSorted()).toEqual(['1', ...(own === undefined ? [] : [own]), ...assertion]);
    },
  );

  test('what was left empty is left out', () => {
    const request = requestOf({
      ...emptyDraft('issuer'),
      issuer: 'https://a.example',
      clientId: 'c',
    });
    expect(request).toEqual({
      kind: 'issuer',
      issuer: 'https://a.example',
      clientId: 'c',
      tokenEndpointAuthMethod: 'none',
      grant: { kind: 'authorization_code' },
      redirectMethod: 'loopback',
      scope: '',
      allowLoopback: false,
    });
  });

  test('scopes typed and not yet added are asked for too, each once (RFC 6749 §3.3)', () => {
    const draft = { ...full, scope: ['openid'], scopeEntry: ' notes:read, openid  notes:write' };
    expect(requestOf(draft)).toMatchObject({ scope: 'openid notes:read notes:write' });
  });

  test('a preset is sent with what fills its placeholders, and its issuer filled in', () => {
    const draft = {
      ...presetDraft(preset()),
      clientId: 'c',
      placeholders: { host: ' git.example ' },
    };
    expect(requestOf(draft)).toMatchObject({
      issuer: 'https://git.example',
      preset: 'gitlab',
      presetValues: { host: 'git.example' },
      scope: 'read_user',
    });
  });

  test('a preset that gives desktop programs the device flow begins with it (RFC 8628)', () => {
    const { grant } = presetDraft(preset({ flow: 'device_code' }));
    expect(grant).toBe('urn:ietf:params:oauth:grant-type:device_code');
  });

  test('stated endpoints are sent, empty ones are not', () => {
    const draft = {
      ...full,
      source: 'manual',
      endpoints: { token_endpoint: 'https://a.example/token', revocation_endpoint: ' ' },
    } as const;
    expect(requestOf(draft)).toMatchObject({
      endpoints: { token_endpoint: 'https://a.example/token' },
    });
    expect(JSON.stringify(requestOf(draft))).not.toContain('revocation_endpoint');
  });
});

describe('a started request is remembered without its secrets', () => {
  test.each(GRANTS)('with the grant %s no secret is kept', (grant) => {
    const request = requestOf({ ...full, grant });
    expect(JSON.stringify(remember(request))).not.toMatch(/secret-/);
  });

  test('its form comes back as it was, but for the secrets', () => {
    const draft = { ...full, source: 'issuer', grant: 'authorization_code' } as const;
    const request = requestOf(draft);
    if (request.kind !== 'issuer') throw new Error('not an issuer');
    const again = requestOf({ ...draftOf(request), clientSecret: 'secret-1' });
    expect(again).toEqual(request);
  });
});

describe('a form that registers a client (RFC 7591)', () => {
  const registering = { ...full, registers: true, initialAccessToken: ' initial ' } as const;

  test('states no client id and no secret: the server gives both', () => {
    const request = requestOf(registering);
    expect(signInRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ register: { initialAccessToken: 'initial' } });
    expect(request).not.toHaveProperty('clientId');
    expect(request).not.toHaveProperty('clientSecret');
    expect(requestOf({ ...registering, initialAccessToken: '' })).toMatchObject({ register: {} });
  });

  test.each([
    { source: 'manual', endpoints: { token_endpoint: 'https://a.example/token' } },
    { grant: 'refresh_token' },
  ] as const)('asks for no registration where nothing can be registered: %j', (part) => {
    const request = requestOf({ ...registering, ...part });
    expect(request).toHaveProperty('clientId', 's6BhdRkqt3');
    expect(request).not.toHaveProperty('register');
  });

  test('is remembered without its initial access token', () => {
    const { request, draft } = remember(requestOf(registering));
    expect(request).toMatchObject({ register: {} });
    expect(JSON.stringify({ request, draft })).not.toContain('initial ');
    expect(JSON.stringify(request)).not.toContain('"initial"');
    expect(draft).toMatchObject({ registers: true, initialAccessToken: '' });
  });
});

describe('a form with more than scopes to it', () => {
  const details = '[{"type":"payment_initiation"}]';

  test('states signed requests with their key, details and audience, and is made of them again', () => {
    const request = requestOf({
      ...full,
      authMethod: 'private_key_jwt',
      assertionAudience: 'token-endpoint',
      usesSignedRequests: true,
      authorizationDetails: details,
    });
    expect(signInRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({
      privateKey: 'secret-2',
      assertionAudience: 'token-endpoint',
      usesSignedRequests: true,
      authorizationDetails: details,
    });
    if (request.kind !== 'issuer') throw new Error('not a request to an issuer');
    expect(draftOf(request)).toMatchObject({
      assertionAudience: 'token-endpoint',
      usesSignedRequests: true,
      authorizationDetails: details,
    });
  });

  test('gives a public client the key it signs with, and the device grant none', () => {
    const signing = { ...full, authMethod: 'none', usesSignedRequests: true } as const;
    expect(requestOf(signing)).toHaveProperty('privateKey', 'secret-2');
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    expect(requestOf({ ...signing, grant })).not.toHaveProperty('privateKey');
  });
});
