import { allow } from '../../tools/rig/consent.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { builtApp } from '../../tools/rig/runtime.ts';
import { connectionMadeBy, startSignIn, toPlayground } from '../../tools/rig/sign-in.ts';
import { startAgain } from '../../tools/rig/start-again.ts';

const KIB = 1024;

test('a second start brings the first window back and ends at once', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  expect(await startAgain(await builtApp(), desktop.env, '--nothing')).toBe(0);
  await expect(page.getByRole('button', { name: 'Try it with the playground' })).toBeVisible();
});

test('a link of 100 KiB hurts neither the running app nor a pending sign-in (electron#52628)', async ({
  desktop,
  launch,
}) => {
  const { page, pid } = await launch();
  const { id, tab } = await startSignIn(desktop, page, toPlayground('private-use-scheme'));
  const link = `dev.valetkey.app:/oauth2/callback/playground?code=${'x'.repeat(100 * KIB)}`;
  expect(await startAgain(await builtApp(), desktop.env, link)).toBe(2);
  expect(process.kill(pid, 0)).toBe(true);
  await allow(tab, 'alice');
  expect((await connectionMadeBy(page, id)).subject?.sub).toBe('alice');
});
