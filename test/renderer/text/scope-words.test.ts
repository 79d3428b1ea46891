import { describe, expect, it } from 'vitest';
import { scopeWords } from '../../../src/renderer/text/scope-words.ts';

describe('scope tokens in plain words', () => {
  it.each([
    ['openid', 'Know who you are', 'low'],
    ['offline_access', 'Stay signed in (refresh token)', 'medium'],
    ['notes:read', 'Read notes', 'low'],
    ['read_api', 'Read api', 'low'],
    ['calendar.events:write', 'Read and change calendar events', 'high'],
    ['admin:org', 'Full control of org', 'high'],
    ['https://api.example/auth/mail.readonly', 'Read mail', 'low'],
    ['repo', 'Defined by this server', 'medium'],
    ['*', 'Full control', 'high'],
    ['spreadsheets', 'Defined by this server', 'medium'],
    ['__proto__', 'Defined by this server', 'medium'],
    ['constructor', 'Defined by this server', 'medium'],
    ['', 'Defined by this server', 'medium'],
  ])('%j is “%s”, %s risk', (token, words, risk) => {
    expect(scopeWords(token)).toEqual({ words, risk });
  });
});
