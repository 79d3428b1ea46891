import { expect, test } from 'vitest';
import { schemeRegistration } from '../../../src/main/instance/deep-link.ts';

test('Windows starts the program with an address after the end of switches (CVE-2018-1000006)', () => {
  expect(schemeRegistration('win32', 'C:\\vk.exe')).toEqual([
    'dev.valetkey.app',
    'C:\\vk.exe',
    ['--open-url', '--'],
  ]);
});

test.each(['linux', 'darwin'] as const)('%s is told of the scheme alone', (platform) => {
  expect(schemeRegistration(platform, '/opt/vk')).toEqual(['dev.valetkey.app']);
});
