import { expect, test } from 'vitest';
import {
  redirectUrisIn,
  redirectUrisProblem,
} from '../../../src/renderer/connection/registration-section.tsx';

test('redirect URIs are read one a line, as they are spelled', () => {
  expect(redirectUrisIn(' http://127.0.0.1/cb \n\ndev.valetkey.app:/cb')).toEqual([
    'http://127.0.0.1/cb',
    'dev.valetkey.app:/cb',
  ]);
});

test.each([
  ['http://127.0.0.1/cb', true, true],
  ['', false, true],
  ['', true, false],
  ['/cb', true, false],
  ['https://client.example/cb#part', true, false],
])('"%s" can be registered (needed: %s): %s (RFC 6749 §3.1.2)', (text, needsOne, isGood) => {
  expect(redirectUrisProblem(text, needsOne) === undefined).toBe(isGood);
});
