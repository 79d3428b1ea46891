import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';
import { appWindow } from '../../tools/rig/window.ts';

test.use({ keychain: false });

test('without a keychain the window says that nothing is kept, and the login ends with the app', async ({
  desktop,
  launch,
}) => {
  const first = await launch();
  const banner = first.page.getByText('Logins won’t be saved: no system keychain found');
  await expect(banner).toBeVisible();
  const { storage } = await command(first.page, 'app.status', {});
  expect(storage.kind).toBe('memory');

  const { id } = await signIn(desktop, first.page, 'alice', toPlayground('loopback'));
  await expect(banner).toBeVisible();
  await expect(appWindow(first.page).storage).toContainText('Memory only');
  const { accessToken } = await command(first.page, 'token.reveal', { connectionId: id });
  await first.quit();

  const written = readdirSync(desktop.profile, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
  expect(written.filter((text) => text.includes(accessToken))).toEqual([]);

  const { page } = await launch();
  await expect(page.getByText('Logins won’t be saved: no system keychain found')).toBeVisible();
  const { connections } = await command(page, 'connection.list', {});
  expect(connections.every(({ standing }) => standing.kind !== 'active')).toBe(true);
});
