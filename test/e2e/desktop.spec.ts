import type { ElectronApplication } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionLink } from '../../src/core/model/connection.ts';
import type { RunningApp } from '../../tools/rig/app.ts';
import { command } from '../../tools/rig/bridge.ts';
import { readClipboard } from '../../tools/rig/clipboard.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';
import { startAgain } from '../../tools/rig/start-again.ts';

/** The main process, which only the unpackaged app lets a test look into. */
const mainOf = (app: RunningApp): ElectronApplication => {
  if (app.main === undefined) throw new Error('This test looks into the main process.');
  return app.main;
};

/** Chooses an entry of the native menu, as a person does behind Alt. It is there once the keychain has answered. */
const choose = (app: RunningApp, label: string): Promise<void> =>
  expect(() =>
    mainOf(app).evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      const item = items?.find((one) => one.label === wanted);
      if (item?.enabled !== true) throw new Error(`no menu entry ${wanted}`);
      (item.click as () => void)();
    }, label),
  ).toPass();

const enabledActions = (app: RunningApp): Promise<readonly string[]> =>
  mainOf(app).evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    return (items ?? [])
      .filter(({ enabled, role, type }) => enabled && !role && type !== 'separator')
      .map(({ label }) => label);
  });

test('the native menu acts on the page, and a locked program offers no action', async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await choose(app, 'Keyboard shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  // A question that is open is answered first: the menu changes nothing behind it.
  await choose(app, 'Settings');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toHaveCount(0);
  await choose(app, 'Settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await choose(app, 'About Valet Key');
  await expect(page.getByRole('dialog', { name: 'About Valet Key' })).toBeVisible();
  await choose(app, 'Lock');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  expect(await enabledActions(app)).toEqual([]);
});

test('links and launchers show a connection, and an unknown one shows nothing', async ({
  desktop,
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const alice = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  await choose(app, 'Settings');
  const settings = page.getByRole('heading', { level: 1, name: 'Settings' });
  await expect(settings).toBeVisible();
  const program = await builtApp();

  const unknown = connectionLink(alice.id).slice(0, -2) + '00';
  expect(await startAgain(program, desktop.env, unknown)).toBe(0);
  const withQuery = `${connectionLink(alice.id)}?act=copy`;
  expect(await startAgain(program, desktop.env, withQuery)).toBe(0);
  await expect(settings).toBeVisible();

  expect(await startAgain(program, desktop.env, connectionLink(alice.id))).toBe(0);
  const heading = page.getByRole('heading', { level: 1, name: alice.label });
  await expect(heading).toBeVisible();
  await choose(app, 'Flow');
  await expect(heading).toHaveCount(0);
  expect(await startAgain(program, desktop.env, `--show=${alice.id}`)).toBe(0);
  await expect(heading).toBeVisible();

  await command(page, 'connection.copy-link', { connectionId: alice.id });
  expect(await readClipboard(desktop.env)).toBe(connectionLink(alice.id));
});

test('the window opens where it was and on what it showed, whichever way it ended', async ({
  desktop,
  launch,
}) => {
  const app = await launch();
  await mainOf(app).evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 900, height: 640 }),
  );
  await choose(app, 'Activity');
  await expect(app.page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await app.quit();
  const { content } = JSON.parse(readFileSync(join(desktop.profile, 'settings.json'), 'utf8')) as {
    content: { window: object; shown: object };
  };
  expect(content.shown).toEqual({ kind: 'page', page: 'activity' });
  expect(content.window).toMatchObject({ width: 900, height: 640, isMaximized: false });
});

test('a display without a tray is no reason not to start', async ({ desktop, launch }) => {
  const { page } = await launch();
  await expect(page.getByRole('button', { name: 'Try it with the playground' })).toBeVisible();
  const { platform, folder } = await command(page, 'app.status', {});
  expect([platform, folder]).toEqual(['linux', desktop.profile]);
  expect(readFileSync(join(desktop.profile, 'log.jsonl'), 'utf8')).not.toContain('uncaught');
});
