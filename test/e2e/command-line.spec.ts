import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { callApi } from '../../tools/rig/playground.ts';
import type { Desktop } from '../../tools/rig/desktop.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';

const BUNDLE = resolve('out/cli/vk.mjs');

/** Runs a program with the built vk in its PATH, as a script on this desktop would. */
const start = (desktop: Desktop, tool: string, words: readonly string[], input = '') => {
  const bin = join(desktop.profile, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  try {
    symlinkSync(BUNDLE, join(bin, 'vk'));
  } catch {
    // It is there from the call before.
  }
  const child = spawn(tool, words, {
    cwd: join(desktop.profile, '..'),
    env: {
      ...desktop.env,
      PATH: `${bin}:${desktop.env['PATH'] ?? ''}`,
      VALET_KEY_SOCKET: join(desktop.profile, 'run', 'agent.sock'),
    },
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = async () => {
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, out, err };
  };
  return ended();
};

const dialog = (page: Page) => page.getByRole('alertdialog');

/** Looks at what the window asks, and says yes; a second press where the program asks for one. */
const approve = async (page: Page): Promise<void> => {
  await dialog(page).getByRole('button', { name: 'Approve', exact: true }).click();
  const again = dialog(page).getByRole('button', { name: 'Yes, approve' });
  if (await again.isVisible()) await again.click();
  await expect(dialog(page)).toBeHidden();
};

test('a script lists the accounts, and gets no token after a no', async ({ desktop, launch }) => {
  const { page } = await launch();
  const connection = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const accounts = await start(desktop, 'vk', ['accounts', '--json']);
  expect(JSON.parse(accounts.out)).toMatchObject([{ id: connection.id, state: 'ready' }]);

  const refused = start(desktop, 'vk', ['token', connection.id]);
  await dialog(page).getByRole('button', { name: 'Deny' }).click();
  expect(await refused).toMatchObject({ code: 6, out: '' });
});

test('git is given a token for the host of the account, after a click', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const connection = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const { host } = new URL(connection.issuer);
  const helper = `!vk git-credential --account ${connection.id}`;
  const git = [
    '-c',
    'credential.helper=',
    '-c',
    `credential.helper=${helper}`,
    'credential',
    'fill',
  ];
  const waiting = start(desktop, 'git', git, `protocol=https\nhost=${host}\n\n`);
  await approve(page);
  const { code, out } = await waiting;
  expect(code).toBe(0);
  const password = /^password=(.+)$/m.exec(out)?.[1] ?? '';
  const called = await callApi(connection.issuer, 'notes', `Bearer ${password}`);
  expect(called.status).toBe(200);
});
