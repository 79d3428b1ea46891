import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pageHeaders } from '../../../src/main/window/content-security-policy.ts';
import {
  createPageHandler,
  listPageFiles,
  PAGE_SCHEME_PRIVILEGES,
} from '../../../src/main/window/page-protocol.ts';

const root = mkdtempSync(join(tmpdir(), 'vk-page-'));
mkdirSync(join(root, 'assets'));
writeFileSync(join(root, 'index.html'), '<!doctype html>');
writeFileSync(join(root, 'assets', 'a b.js'), 'export {}');
writeFileSync(join(root, 'assets', 'index.js.map'), '{}');
symlinkSync('/etc/hostname', join(root, 'assets', 'link.js'));
afterAll(() => rmSync(root, { recursive: true }));

const handle = createPageHandler({ kind: 'files', files: listPageFiles(root) });
const ask = (url: string, method = 'GET') => handle({ url, method } as Request);

describe('app://vk/', () => {
  test.each([
    ['app://vk/', 'text/html; charset=utf-8'],
    ['app://vk/index.html', 'text/html; charset=utf-8'],
    ['app://vk/assets/a%20b.js', 'text/javascript; charset=utf-8'],
    ['app://vk/?x=1#y', 'text/html; charset=utf-8'],
  ])('%s is served with every header', async (url, mime) => {
    const response = await ask(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(mime);
    for (const [name, value] of Object.entries(pageHeaders())) {
      expect(response.headers.get(name)).toBe(value);
    }
  });

  test.each([
    'app://vk/nothing.html',
    'app://vk/../../etc/passwd',
    'app://vk/%2e%2e/%2e%2e/etc/passwd',
    'app://vk/..%2f..%2fetc/passwd',
    'app://vk//etc/passwd',
    'app://vk/assets',
    'app://vk/assets/',
    'app://vk/assets/index.js.map',
    'app://vk/assets/link.js',
    'app://vk/__proto__',
    'app://evil/',
    'app://vk.evil/',
    'app://vk:1/',
    'app:///index.html',
    'not a url',
  ])('%s is not found', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'get'])('%s is not allowed', async (method) => {
    expect((await ask('app://vk/', method)).status).toBe(405);
  });

  test('a file that appears later is not served', async () => {
    writeFileSync(join(root, 'late.html'), 'late');
    expect((await ask('app://vk/late.html')).status).toBe(404);
  });

  test('a build without a page does not start', () => {
    expect(() => listPageFiles(join(root, 'missing'))).toThrow();
  });

  test('the scheme has no privilege beyond the four it needs', () => {
    expect(PAGE_SCHEME_PRIVILEGES).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    });
  });
});

describe('the content security policy', () => {
  const strict = pageHeaders()['Content-Security-Policy'] ?? '';

  test('is word for word what the threat model says', () => {
    expect(strict).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
        "connect-src 'none'; object-src 'none'; frame-src 'none'; child-src 'none'; worker-src 'none'; " +
        "media-src 'none'; manifest-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test('loosens for a development server alone', () => {
    const loose = pageHeaders(new URL('http://localhost:5173/'))['Content-Security-Policy'];
    expect(loose).toContain("connect-src 'self' ws://localhost:5173");
    expect(strict).not.toMatch(/unsafe|ws:|data:|http/);
  });
});
