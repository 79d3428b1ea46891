import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const openExternal = vi.hoisted(() => vi.fn<(url: string) => Promise<void>>());
vi.mock('electron', () => ({ shell: { openExternal } }));
const { createSystemBrowser, openByXdg } =
  await import('../../../../src/main/adapter/network/system-browser.ts');

const browser = createSystemBrowser();

describe('the person’s own browser (RFC 8252 §6)', () => {
  beforeEach(() => {
    openExternal.mockReset().mockResolvedValue();
  });

  test.each([
    'https://as.example/authorize?client_id=a&state=b',
    'http://127.0.0.1:4000/authorize',
    'http://[::1]:4000/authorize',
    'http://localhost:4000/authorize',
  ])('%s is opened', async (url) => {
    await browser.open(url);
    expect(openExternal.mock.calls).toEqual([[url]]);
  });

  test.each([
    'http://as.example/authorize',
    'http://localhost.as.example/authorize',
    'http://10.0.0.1/authorize',
    'http://127.0.0.1.evil.example:4000/',
    'https://user@as.example/',
    'https://user:pass@as.example/',
    'file:///etc/passwd',
    'smb://evil.example/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'dev.valetkey.app:/oauth2/callback',
    'ms-msdt:/id',
    'not a url',
    '',
  ])('%s is refused before the system sees it', async (url) => {
    await expect(browser.open(url)).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
    expect(openExternal).not.toHaveBeenCalled();
  });

  test('a system without a browser is VK_BROWSER_UNAVAILABLE', async () => {
    openExternal.mockRejectedValue(new Error('no handler'));
    await expect(browser.open('https://as.example/')).rejects.toMatchObject({
      code: 'VK_BROWSER_UNAVAILABLE',
    });
  });
});

describe('the opener of desktops on Linux', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opener-'));
  const opener = (name: string, script: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o700);
    return path;
  };
  const never = { sleep: () => new Promise<void>(() => undefined) };

  test('that ends well has opened the address', async () => {
    const open = openByXdg(never, opener('well', '[ "$1" = "https://as.example/" ]'));
    await expect(open('https://as.example/')).resolves.toBeUndefined();
  });

  test.each([
    ['is not there', () => join(folder, 'missing')],
    ['ends with 3, without a browser', () => opener('without', 'exit 3')],
  ])('that %s has opened nothing, and the sign-in hears of it', async (_what, program) => {
    const openExternal = openByXdg(never, program());
    const browser = createSystemBrowser(openExternal);
    await expect(browser.open('https://as.example/')).rejects.toMatchObject({
      code: 'VK_BROWSER_UNAVAILABLE',
    });
  });

  test('that runs on is the browser itself', async () => {
    const atOnce = { sleep: () => Promise.resolve() };
    const open = openByXdg(
      atOnce,
      opener('browser', 'read line < /dev/null; exec tail -f /dev/null --pid=$PPID'),
    );
    await expect(open('https://as.example/')).resolves.toBeUndefined();
  });
});
