import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  commandFor,
  readBrowserEntry,
} from '../../../../src/main/adapter/network/desktop-entry.ts';
import { createBrowserChoice } from '../../../../src/main/adapter/network/installed-browsers.ts';
import { networkSettings } from '../../../fake/network-settings.ts';

const URL_TEXT = 'https://as.example/authorize?state=a b';
const entry = (exec: string, more = '') =>
  `[Desktop Entry]\nType=Application\nName=Web\nMimeType=text/html;x-scheme-handler/https;\nExec=${exec}\n${more}\n[Desktop Action new]\nName=Other\nExec=other\n`;
const commandOf = (exec: string, options: readonly string[] = []) => {
  const read = readBrowserEntry(entry(exec));
  return read === undefined ? undefined : commandFor(read, URL_TEXT, options);
};

describe('the entry of a program in a desktop’s menu', () => {
  test.each([
    ['/usr/bin/chromium %U', ['/usr/bin/chromium', URL_TEXT]],
    ['firefox', ['firefox', URL_TEXT]],
    ['"/opt/my browser/run" --new %u', ['/opt/my browser/run', '--new', URL_TEXT]],
    ['env A=1 web %i %c --rate=100%% %u', ['env', 'A=1', 'web', '--rate=100%', URL_TEXT]],
    [String.raw`"a\\"b" %u`, ['a"b', URL_TEXT]],
  ])('%s opens an address as one word, without a shell', (exec, words) => {
    expect(commandOf(exec)).toEqual(words);
  });

  test('takes the profile before the address', () => {
    expect(commandOf('chromium %U --after', ['--profile-directory=Profile 1'])).toEqual([
      'chromium',
      '--profile-directory=Profile 1',
      URL_TEXT,
      '--after',
    ]);
  });

  test.each([
    ['that is hidden', entry('web %u', 'NoDisplay=true')],
    ['that was removed', entry('web %u', 'Hidden=true')],
    ['without a command', entry('')],
    [
      'of a program that opens no web addresses',
      '[Desktop Entry]\nType=Application\nName=E\nExec=e',
    ],
    ['that is a link', entry('web %u').replace('Application', 'Link')],
    ['that is empty', ''],
  ])('%s is no browser', (_what, text) => {
    expect(readBrowserEntry(text)).toBeUndefined();
  });
});

const machine = (files: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux') => {
  const home = mkdtempSync(join(tmpdir(), 'browsers-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const env = { XDG_DATA_DIRS: join(home, 'usr') };
  const settings = networkSettings();
  return { settings, browsers: createBrowserChoice({ settings, env, home, platform }) };
};

const CHROMIUM = entry('/usr/bin/chromium %U').replace('Name=Web', 'Name=Chromium');
const PROFILES = JSON.stringify({
  profile: { info_cache: { Default: { name: 'Jane' }, 'Profile 1': { name: 'Work' } } },
});

describe('the browsers of a machine', () => {
  test('are those that its desktop knows, with their profiles', async () => {
    const { browsers } = machine({
      'usr/applications/chromium.desktop': CHROMIUM,
      'usr/applications/firefox.desktop': entry('firefox %u').replace('Name=Web', 'Name=Firefox'),
      'usr/applications/editor.desktop': '[Desktop Entry]\nType=Application\nName=E\nExec=e',
      '.config/chromium/Local State': PROFILES,
      '.mozilla/firefox/profiles.ini': '[Profile0]\nName=default\n[Profile1]\nName=work\n',
    });
    const { browsers: found } = await browsers.view();
    expect(found.map(({ name, profile }) => [name, profile])).toEqual([
      ['Chromium', undefined],
      ['Chromium', 'Jane'],
      ['Chromium', 'Work'],
      ['Firefox', undefined],
      ['Firefox', 'default'],
      ['Firefox', 'work'],
    ]);
  });

  test('are opened with the profile that was chosen', async () => {
    const { browsers } = machine({
      'usr/applications/chromium.desktop': CHROMIUM,
      '.config/chromium/Local State': PROFILES,
    });
    expect(await browsers.command(URL_TEXT)).toBeUndefined();
    await browsers.choose('chromium.desktop --profile-directory=Profile 1');
    expect(await browsers.command(URL_TEXT)).toEqual([
      '/usr/bin/chromium',
      '--profile-directory=Profile 1',
      URL_TEXT,
    ]);
    await browsers.choose(undefined);
    expect(await browsers.command(URL_TEXT)).toBeUndefined();
  });

  test('do not include one that the person’s own entry hides', async () => {
    const { browsers } = machine({
      'usr/applications/chromium.desktop': CHROMIUM,
      '.local/share/applications/chromium.desktop': entry('chromium %u', 'Hidden=true'),
    });
    expect((await browsers.view()).browsers).toEqual([]);
  });

  test('open nothing where the chosen one is no longer installed: another would have another login', async () => {
    const { browsers, settings } = machine({});
    await settings.update({ browser: 'gone.desktop' });
    await expect(browsers.command(URL_TEXT)).rejects.toMatchObject({ code: 'VK_INVALID_INPUT' });
    await expect(browsers.choose('gone.desktop')).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
  });

  test.each(['darwin', 'win32'] as const)('are not listed on %s', async (platform) => {
    const { browsers } = machine({ 'usr/applications/chromium.desktop': CHROMIUM }, platform);
    expect(await browsers.view()).toEqual({ browsers: [] });
  });
});
