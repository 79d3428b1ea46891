import { expect, it } from 'vitest';
import {
  addressProblem,
  nonceProblem,
  refusedAddress,
} from '../../../src/renderer/connection/proof-dialog.tsx';

it.each([
  ['', undefined],
  ['https://api.example/notes?page=2', undefined],
  ['HTTPS://api.example', undefined],
  ['http://127.0.0.1:4599/api', undefined],
  ['http://localhost/api', undefined],
  ['http://[::1]:8080', undefined],
  ['http://localhost.evil.example/', /https/],
  ['http://127.0.0.1.evil.example/', /https/],
  ['http://api.example/', /https/],
  ['javascript:alert(1)', /https/],
  ['api.example', /https/],
  ['https:///x', /https/],
  ['https://api.example/a b', /spaces/],
  ['https://[::1', /not an address/],
])('the address %j is taken, or refused with its reason', (text, words) => {
  const problem = addressProblem(text);
  if (words === undefined) expect(problem).toBeUndefined();
  else expect(problem).toMatch(words);
});

it.each([
  ['', true],
  ['eyJ7S_zG.eyJH0-Z.HX4w-7v', true],
  ['a b', false],
  ['"quoted"', false],
  ['back\\slash', false],
  ['ünïcode', false],
  ['x'.repeat(1001), false],
])('the nonce %j is judged by its characters (RFC 9449 §8.1)', (text, isGood) => {
  expect(nonceProblem(text) === undefined).toBe(isGood);
});

it('main’s word on an address is shown at the address, and other failures are not', () => {
  const fields = { field: 'url', why: 'is not https' };
  expect(refusedAddress({ code: 'VK_INVALID_INPUT', fields })).toContain('it is not https.');
  expect(refusedAddress({ code: 'VK_INVALID_INPUT', fields: { field: 'nonce' } })).toBeUndefined();
  expect(refusedAddress({ code: 'VK_KEYCHAIN_LOCKED', fields })).toBeUndefined();
});
