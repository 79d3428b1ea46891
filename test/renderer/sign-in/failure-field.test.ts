import { describe, expect, test } from 'vitest';
import { emptyDraft, presetDraft, type Draft } from '../../../src/renderer/sign-in/draft/draft.ts';
import { fieldOfFailure } from '../../../src/renderer/sign-in/draft/problems.ts';
import type { Failure } from '../../../src/contract/command.ts';
import { preset } from './preset.ts';

const issuer = emptyDraft('issuer');
const secretly: Draft = { ...issuer, authMethod: 'client_secret_basic' };
const signing: Draft = { ...issuer, authMethod: 'private_key_jwt' };

describe('a failure from main is shown at the field it is about', () => {
  test.each<[Failure['code'], Failure['fields'], Draft, string | undefined]>([
    ['VK_ISSUER_INVALID', { why: 'is not a URL' }, issuer, 'issuer'],
    ['VK_ISSUER_INVALID', {}, presetDraft(preset()), 'placeholders'],
    ['VK_INVALID_INPUT', { placeholder: 'host' }, presetDraft(preset()), 'placeholders.host'],
    ['VK_INVALID_INPUT', { field: 'scope', token: 'a"b' }, issuer, 'scope'],
    ['VK_INVALID_INPUT', { field: 'resource' }, issuer, 'resource'],
    ['VK_INVALID_INPUT', { field: 'grant.maxAge', problem: 'too_big' }, issuer, 'maxAge'],
    [
      'VK_INVALID_INPUT',
      { field: 'presetValues.host' },
      presetDraft(preset()),
      'placeholders.host',
    ],
    ['VK_INVALID_INPUT', { parameter: 'state', why: 'is set twice' }, issuer, 'extraParameters'],
    ['VK_INVALID_INPUT', { why: 'not a private key' }, signing, 'privateKey'],
    ['VK_CLIENT_REJECTED', { why: 'the client secret is missing' }, secretly, 'clientSecret'],
    ['VK_CLIENT_REJECTED', { error: 'invalid_client' }, issuer, 'clientId'],
    ['VK_SCOPE_REJECTED', { error: 'invalid_scope' }, issuer, 'scope'],
    [
      'VK_SCOPE_REJECTED',
      { error: 'invalid_authorization_details' },
      issuer,
      'authorizationDetails',
    ],
    [
      'VK_UNSUPPORTED_BY_SERVER',
      { what: 'authorization_details', type: 'payment_initiation' },
      issuer,
      'authorizationDetails',
    ],
    ['VK_UNSUPPORTED_BY_SERVER', { what: 'registration_endpoint' }, issuer, 'registers'],
    [
      'VK_INVALID_INPUT',
      { why: 'there is no private key to sign the request with' },
      { ...issuer, usesSignedRequests: true },
      'privateKey',
    ],
    [
      'VK_INVALID_INPUT',
      { why: 'the server takes signed requests only, and there is no private key' },
      issuer,
      'usesSignedRequests',
    ],
    [
      'VK_METADATA_REFUSED',
      { member: 'token_endpoint', why: 'is not https' },
      emptyDraft('manual'),
      'endpoints.token_endpoint',
    ],
    ['VK_METADATA_INCOMPLETE', { member: 'token_endpoint' }, issuer, 'grant'],
    ['VK_INVALID_INPUT', { field: 'grant.password' }, issuer, undefined],
    ['VK_INVALID_INPUT', { problem: 'too-large' }, issuer, undefined],
    ['VK_INVALID_INPUT', { field: '__proto__.x' }, issuer, undefined],
    ['VK_OFFLINE', {}, issuer, undefined],
  ])('%s with %o', (code, fields, draft, field) => {
    expect(fieldOfFailure({ code, fields }, draft)).toBe(field);
  });
});
