import { expect, test } from 'vitest';
import { linkedResource } from '../../../src/core/sign-in/connect-link.ts';

const START = 'dev.valetkey.app:/connect?resource=';
const linkTo = (address: string): string => START + encodeURIComponent(address);

test.each([
  'https://mcp.example.com/mcp',
  'https://mcp.example.com/mcp?tenant=a&more=b%20c',
  'http://127.0.0.1:4700/mcp',
  'http://localhost:4700/mcp',
])('a link names the resource %s', (address) => {
  expect(linkedResource(linkTo(address))).toBe(address);
  expect(linkedResource(linkTo(address).replace('dev', 'DEV'))).toBe(address);
});

test('an address that was not encoded is read where nothing in it could be read twice', () => {
  expect(linkedResource(`${START}https://mcp.example.com/mcp`)).toBe('https://mcp.example.com/mcp');
});

test('the longest address is read, and a longer one is not', () => {
  const base = 'https://mcp.example.com/';
  const longest = base + 'a'.repeat(2000 - base.length);
  expect(linkedResource(linkTo(longest))).toBe(longest);
  expect(linkedResource(linkTo(`${longest}a`))).toBeUndefined();
  expect(linkedResource(START + '%61'.repeat(10_000))).toBeUndefined();
});

test.each([
  ['http elsewhere', linkTo('http://mcp.example.com/mcp')],
  ['a script', linkTo('javascript:alert(1)')],
  ['a file', linkTo('file:///etc/passwd')],
  ['our own scheme', linkTo(linkTo('https://mcp.example.com'))],
  ['user information', linkTo('https://user:pass@mcp.example.com')],
  ['a fragment in it', linkTo('https://mcp.example.com/#x')],
  ['a fragment after it', `${linkTo('https://mcp.example.com')}#x`],
  ['a second member', `${linkTo('https://mcp.example.com')}&act=start`],
  ['a second address', `${linkTo('https://mcp.example.com')}&resource=https%3A%2F%2Fevil.example`],
  ['twice encoded', START + encodeURIComponent(encodeURIComponent('https://mcp.example.com'))],
  ['a broken escape', `${START}https%3A%2F%2Fmcp.example.com%2`],
  ['bytes that are not UTF-8', `${START}https%3A%2F%2Fmcp.example.com%2F%ff`],
  ['a line break', linkTo('https://mcp.exa\nmple.com')],
  ['a zero byte', linkTo('https://mcp.example.com/\0')],
  ['an override', linkTo('https://mcp.example.com/\u202e')],
  ['white space around', linkTo(' https://mcp.example.com ')],
  ['no address', START],
  ['no host', linkTo('https://')],
  ['an authority', 'dev.valetkey.app://connect?resource=https%3A%2F%2Fmcp.example.com'],
  ['more path', 'dev.valetkey.app:/connect/now?resource=https%3A%2F%2Fmcp.example.com'],
  ['another member first', 'dev.valetkey.app:/connect?x=1&resource=https%3A%2F%2Fmcp.example.com'],
  ['another scheme', 'https://dev.valetkey.app/connect?resource=https%3A%2F%2Fmcp.example.com'],
])('a link with %s names none', (_what, link) => {
  expect(linkedResource(link)).toBeUndefined();
});
