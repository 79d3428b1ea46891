import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';

test('the redirect doctor finds what the system really has', async ({ launch }) => {
  const { page } = await launch();
  const { checks, redirectBases } = await command(page, 'doctor.run', {});
  const outcome = Object.fromEntries(checks.map((check) => [check.name, check.outcome]));
  expect(outcome).toMatchObject({
    'loopback-ipv4': 'pass',
    'scheme-handler': 'pass',
    'default-browser': 'pass',
    keychain: 'pass',
  });
  const found = Object.fromEntries(checks.map((check) => [check.name, check.found]));
  expect(found['scheme-handler']).toMatch(/^[\w.-]+\.desktop$/);
  expect(found['default-browser']).toMatch(/^[\w.-]+\.desktop$/);
  expect(redirectBases.map(({ base }) => base)).toEqual(['http://127.0.0.1', 'dev.valetkey.app:']);
});
