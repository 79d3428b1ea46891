import { describe, expect, test } from 'vitest';
import {
  emptyDraft,
  presetDraft,
  type Draft,
} from '../../../../src/renderer/sign-in/draft/draft.ts';
import { problemsOf } from '../../../../src/renderer/sign-in/draft/problems.ts';
import { preset } from '../preset.ts';

const sound: Draft = { ...emptyDraft('issuer'), issuer: 'https://a.example', clientId: 'c' };
const faulty = (part: Partial<Draft>): readonly string[] =>
  Object.keys(problemsOf({ ...sound, ...part })).toSorted();

describe('the shape of a form', () => {
  test('a sound form has no problems', () => expect(faulty({})).toEqual([]));

  test.each<[string, Partial<Draft>, readonly string[]]>([
    ['an issuer with http', { issuer: 'http://localhost:4000' }, ['issuer']],
    ['that, in developer mode', { issuer: 'http://localhost:4000', allowLoopback: true }, []],
    ['an issuer with a query (RFC 8414 §2)', { issuer: 'https://a.example?x=1' }, ['issuer']],
    ['an issuer that is a word', { issuer: 'example' }, ['issuer']],
    ['no client ID', { clientId: ' ' }, ['clientId']],
    ['a secret that is not there', { authMethod: 'client_secret_post' }, ['clientSecret']],
    ['a key that is not there', { authMethod: 'private_key_jwt' }, ['privateKey']],
    ['a scope with a quote (RFC 6749 §3.3)', { scope: ['a"b'] }, ['scope']],
    ['a scope being typed with a backslash', { scopeEntry: 'a\\b' }, ['scope']],
    ['a scope outside ASCII', { scope: ['lësen'] }, ['scope']],
    ['client credentials without a secret (§4.4)', { grant: 'client_credentials' }, ['authMethod']],
    ['password, nothing filled in', { grant: 'password' }, ['password', 'understood', 'username']],
    ['no refresh token', { grant: 'refresh_token' }, ['refreshToken']],
    [
      'an exchange of nothing',
      { grant: 'urn:ietf:params:oauth:grant-type:token-exchange' },
      ['subject'],
    ],
    ['no assertion', { grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, ['assertion']],
    ['no client ID where one is registered', { clientId: '', registers: true }, []],
    ['a signed request without a key (RFC 9101)', { usesSignedRequests: true }, ['privateKey']],
    [
      'that, where nothing is signed',
      { usesSignedRequests: true, grant: 'urn:ietf:params:oauth:grant-type:device_code' },
      [],
    ],
    ['details that break off', { authorizationDetails: '[{' }, ['authorizationDetails']],
    [
      'details that are no list',
      { authorizationDetails: '{"type":"a"}' },
      ['authorizationDetails'],
    ],
    ['no details at all', { authorizationDetails: '[]' }, ['authorizationDetails']],
    ['details without a type', { authorizationDetails: '[{"type":""}]' }, ['authorizationDetails']],
    ['details (RFC 9396 §2)', { authorizationDetails: ' [{"type":"a"}] ' }, []],
    ['a redirect to a port below 1024', { redirectUri: 'http://localhost:80/cb' }, ['redirectUri']],
    ['a redirect to another machine', { redirectUri: 'http://as.example/cb' }, ['redirectUri']],
    ['a redirect over https', { redirectUri: 'https://localhost:8080/cb' }, ['redirectUri']],
    ['a redirect to IPv6 (RFC 8252 §7.3)', { redirectUri: 'http://[::1]:8080' }, []],
    [
      'a redirect that is not usable, where nothing listens',
      { redirectUri: 'x', redirectMethod: 'private-use-scheme' },
      [],
    ],
    ['a fraction of a second', { maxAge: '1.5' }, ['maxAge']],
    ['max_age=0 (OIDC Core §3.1.2.1)', { maxAge: '0' }, []],
    [
      'a resource with a fragment (RFC 8707 §2)',
      { resource: 'https://a.example/#x' },
      ['resource'],
    ],
    [
      'a parameter twice (RFC 6749 §3.1)',
      {
        extraParameters: [
          { key: 0, name: 'a', value: '1' },
          { key: 1, name: 'a ', value: '2' },
        ],
      },
      ['extraParameters'],
    ],
    ['a row that is empty', { extraParameters: [{ key: 0, name: '', value: '' }] }, []],
    [
      'a value without a name',
      { extraParameters: [{ key: 0, name: '', value: '1' }] },
      ['extraParameters'],
    ],
  ])('%s', (_title, part, names) => expect(faulty(part)).toEqual(names));

  test('typed endpoints: those that the grant uses are needed', () => {
    const manual = { ...sound, source: 'manual' } as const;
    expect(Object.keys(problemsOf(manual))).toEqual([
      'endpoints.authorization_endpoint',
      'endpoints.token_endpoint',
    ]);
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    expect(Object.keys(problemsOf({ ...manual, grant: device }))).toEqual([
      'endpoints.token_endpoint',
      'endpoints.device_authorization_endpoint',
    ]);
  });

  test.each([
    ['', false],
    ['https://gitlab.com', false],
    ['gitlab.com/x', false],
    ['gitlab.com', true],
    ['gitlab.example:8443', true],
  ])('a placeholder filled with “%s”', (host, isSound) => {
    const draft = { ...presetDraft(preset()), clientId: 'c', placeholders: { host } };
    const names = Object.keys(problemsOf(draft, preset().placeholders));
    expect(names).toEqual(isSound ? [] : ['placeholders.host']);
  });

  test('the playground needs nothing but sound scopes', () => {
    expect(problemsOf(emptyDraft('playground'))).toEqual({});
  });
});
