import { describe, expect, it } from 'vitest';
import {
  bodyFields,
  headerFields,
  traceField,
  urlMessage,
  urlParts,
} from '../../../../src/core/insight/trace/redacted-message.ts';

/** Names whose values are secrets wherever they stand in a message, and the RFC that says so. */
const SECRET_NAMES = [
  'request',
  'access_token',
  'refresh_token',
  'id_token',
  'id_token_hint',
  'code',
  'code_verifier',
  'client_secret',
  'client_assertion',
  'assertion',
  'device_code',
  'subject_token',
  'actor_token',
  'password',
  'token',
  'state',
  'registration_access_token',
  'Authorization',
  'DPoP',
  'Cookie',
  'Set-Cookie',
];

const CANARY = 'canary-2YotnFZFEjr1zCsicMWpAA';

describe('a secret in a message is described and not shown', () => {
  it.each(SECRET_NAMES)('%s, in whatever spelling', (name) => {
    const camelCase = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    for (const spelling of [name, name.toLowerCase(), name.toUpperCase(), camelCase]) {
      const field = traceField(spelling, CANARY);
      expect(field.name).toBe(spelling);
      expect(field.secret).toBe(true);
      expect(field.value).not.toContain(CANARY);
      expect(field.value).toContain(`${CANARY.length} characters`);
    }
  });

  it.each(SECRET_NAMES)(
    '%s, in query, form, JSON, nested JSON and JSON of another type',
    (name) => {
      const member = { [name.toLowerCase()]: CANARY };
      const form = new URLSearchParams(member).toString();
      const messages = [
        urlMessage('GET', `https://as.example/authorize?${form}`),
        urlMessage('GET', `https://as.example/callback#${form}`),
        bodyFields(form, 'application/x-www-form-urlencoded;charset=UTF-8'),
        bodyFields(JSON.stringify(member), 'application/json'),
      ];
      expect(JSON.stringify(messages)).not.toContain(CANARY);
    },
  );

  it.each(['access_token', 'refresh_token', 'id_token', 'client_secret', 'code'])(
    '%s, deep in JSON, in JSON that is cut off, and in JSON that says it is a page',
    (name) => {
      const json = JSON.stringify({ authed_user: { [name]: CANARY } });
      const cut = json.slice(0, json.indexOf(CANARY) + 10);
      const messages = [
        bodyFields(json, 'application/json'),
        bodyFields(cut, 'application/json'),
        bodyFields(cut, 'text/html'),
        bodyFields(`[${json}]`, 'application/json'),
      ];
      expect(JSON.stringify(messages)).not.toContain('canary-2Yo');
    },
  );

  it('in a redirect, and in what a header says of a token', () => {
    const fields = headerFields([
      ['location', `http://127.0.0.1:1/callback?code=${CANARY}`],
      ['x-debug', `bearer ${CANARY}`],
    ]);
    expect(JSON.stringify(fields)).not.toContain(CANARY);
  });
});

describe('everything else is shown as it is', () => {
  it('form and JSON members, headers and query, in the order given', () => {
    expect(
      bodyFields('grant_type=refresh_token&scope=a+b', 'application/x-www-form-urlencoded'),
    ).toEqual([
      { name: 'grant_type', value: 'refresh_token', secret: false },
      { name: 'scope', value: 'a b', secret: false },
    ]);
    expect(bodyFields('{"expires_in":3600,"active":true,"aud":["a"]}', 'application/json')).toEqual(
      [
        { name: 'expires_in', value: '3600', secret: false },
        { name: 'active', value: 'true', secret: false },
        { name: 'aud', value: '["a"]', secret: false },
      ],
    );
    expect(urlParts('https://as.example/a?prompt=login#x')).toEqual({
      base: 'https://as.example/a',
      query: [{ name: 'prompt', value: 'login', secret: false }],
    });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'also a member that a server calls %s',
    (name) => {
      expect(traceField(name, 'plain')).toEqual({ name, value: 'plain', secret: false });
    },
  );

  it('clipped where it is long, and no text is no field', () => {
    const [field] = bodyFields('x'.repeat(10_000), 'text/plain');
    expect(field?.value).toHaveLength(2001);
    expect(bodyFields('', 'application/json')).toEqual([]);
    expect(bodyFields('null', 'application/json')).toEqual([
      { name: 'body', value: 'null', secret: false },
    ]);
  });

  it('as text where an address is none', () => {
    expect(urlParts('not an address')).toEqual({ base: 'not an address', query: [] });
  });
});
