import type { ElectronApplication } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../tools/rig/bridge.ts';
import { readClipboard } from '../../tools/rig/clipboard.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { storedRefreshToken } from '../../tools/rig/keychain.ts';
import { foundInMemory, processesOf } from '../../tools/rig/memory.ts';
import { runLeniently } from '../../tools/rig/run.ts';
import { found, foundInFiles, heapOf, type Marked } from '../../tools/rig/search.ts';
import { signIn, signInWithSecret, toPlayground } from '../../tools/rig/sign-in.ts';

/** Everything that is alive on main's heap, after a garbage collection. */
async function heapOfMain(main: ElectronApplication): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'vk-heap-'));
  try {
    const file = join(folder, 'main.heapsnapshot');
    await main.evaluate((_electron, to) => {
      process.getBuiltinModule('node:v8').writeHeapSnapshot(to);
    }, file);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Answers every "save as" with a file of this folder, as a person would. */
const saveInto = (main: ElectronApplication, folder: string): Promise<void> =>
  main.evaluate(({ dialog }, to) => {
    let saved = 0;
    const answer = () =>
      Promise.resolve({ canceled: false, filePath: `${to}/export-${String((saved += 1))}.json` });
    Object.assign(dialog, { showSaveDialog: answer });
  }, folder);

/** V8 cuts long texts in a snapshot, and all tokens of one server begin alike. */
const part = (name: string, value: string): Marked => {
  expect(value, name).toMatch(/^.{20,}$/);
  return { name, value: value.length > 300 ? value.slice(150, 250) : value };
};

test('after a lock no token is in clipboard, selection, exports, files or on main’s heap', async ({
  desktop,
  launch,
}) => {
  const { page, main } = await launch();
  if (main === undefined) throw new Error('The main process cannot be looked into.');
  await saveInto(main, desktop.folder);
  const { id } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  await command(page, 'token.refresh', { connectionId: id });
  const { accessToken } = await command(page, 'token.reveal', { connectionId: id });
  await command(page, 'token.copy', { connectionId: id, format: 'raw' });
  const access = part('access token', accessToken);
  const refresh = part('refresh token', (await storedRefreshToken(desktop.env, id)) ?? '');

  // What a person marks with the mouse is in the selection, beside the clipboard.
  await runLeniently(
    'sh',
    ['-c', `printf %s '${accessToken}' | xclip -selection primary >/dev/null 2>&1`],
    {
      ...desktop.env,
    },
  );
  const selection = () =>
    runLeniently('xclip', ['-selection', 'primary', '-o'], desktop.env).then((text) => text ?? '');
  expect(await readClipboard(desktop.env)).toContain(accessToken);
  expect(await selection()).toContain(accessToken);
  expect(found('main', await heapOfMain(main), [access])).toEqual(['access token in main']);
  for (const what of ['ledger', 'trace', 'trace-har'] as const) {
    expect(await command(page, 'file.export', { what })).toEqual({ saved: true });
  }

  await command(page, 'app.lock', {});
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expect
    .poll(async () => (await readClipboard(desktop.env)) ?? '')
    .not.toContain(accessToken);
  await expect.poll(selection).not.toContain(accessToken);
  expect(foundInFiles(desktop.folder, [access, refresh])).toEqual([]);
  expect(found('main', await heapOfMain(main), [access, refresh])).toEqual([]);
});

test('after a lock no secret is on a heap, and the access token is in no process’s memory', async ({
  desktop,
  launch,
}) => {
  test.setTimeout(300_000);
  const { page, main } = await launch();
  if (main === undefined) throw new Error('The main process cannot be looked into.');
  await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const { id, clientSecret } = await signInWithSecret(desktop, page);
  await command(page, 'token.refresh', { connectionId: id });
  const { accessToken } = await command(page, 'token.reveal', { connectionId: id });
  await command(page, 'token.copy', { connectionId: id, format: 'raw' });
  const access = part('access token', accessToken);
  const all = [
    access,
    part('refresh token', (await storedRefreshToken(desktop.env, id)) ?? ''),
    part('client secret', clientSecret),
  ];
  // The playground is the server that has issued them: it knows them as long as it runs.
  const ours = (await processesOf(main)).filter(({ name }) => !/playground/i.test(name));
  const memory = () => ours.flatMap((one) => foundInMemory(one, [access]));
  expect(memory().join()).toContain('access token in the memory of Browser');

  await command(page, 'app.lock', {});
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expect
    .poll(async () => found('main', await heapOfMain(main), all), { timeout: 60_000 })
    .toEqual([]);
  expect(found('the page', await heapOf(page), all)).toEqual([]);
  // Freed memory is not wiped: of the others a buffer of Chromium's may hold a copy (SECURITY.md).
  expect(memory()).toEqual([]);
});
