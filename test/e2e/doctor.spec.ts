import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';

test('the redirect doctor finds what the system really has', async ({ launch }) => {
  const { page } = await launch();
  const examine = () => command(page, 'doctor.run', {});
  const outcomes = async () =>
    Object.fromEntries((await examine()).checks.map((check) => [check.name, check.outcome]));
  // The keychain is asked once at the start, and may take its time.
  await expect.poll(outcomes, { timeout: 30_000 }).toMatchObject({
    'loopback-ipv4': 'pass',
    'scheme-handler': 'pass',
    'default-browser': 'pass',
    keychain: 'pass',
  });
  const { checks, redirectBases } = await examine();
  const found = Object.fromEntries(checks.map((check) => [check.name, check.found]));
  expect(found['scheme-handler']).toMatch(/^[\w.-]+\.desktop$/);
  expect(found['default-browser']).toMatch(/^[\w.-]+\.desktop$/);
  expect(redirectBases.map(({ base }) => base)).toEqual(['http://127.0.0.1', 'dev.valetkey.app:']);
});
