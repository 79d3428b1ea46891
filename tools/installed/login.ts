/**
 * As an ordinary user: signs in with the installed program, waits for a line on standard input while
 * it is upgraded, starts it again, and looks whether the login still gives tokens and whether others
 * could read anything of the profile: exits with `OPEN_TO_OTHERS` then.
 * `node --import tsx tools/installed/login.ts EXECUTABLE LOGS`
 */
import { createInterface } from 'node:readline/promises';
import { command } from '../rig/bridge.ts';
import { startDesktop } from '../rig/desktop.ts';
import { packagedApp } from '../rig/runtime.ts';
import { OPEN_TO_OTHERS, openToOthers } from './open-files.ts';
import { connectionById, signIn, toPlayground } from '../rig/sign-in.ts';

const [executable = '', logs = ''] = process.argv.slice(2);
const input = createInterface({ input: process.stdin });
const desktop = await startDesktop({ logs });
try {
  const program = packagedApp(executable);
  const before = await desktop.launch(program);
  const made = await signIn(desktop, before.page, 'alice', toPlayground('loopback'));
  const { version } = await command(before.page, 'app.status', {});
  await before.quit();
  process.stdout.write(`signed in with ${version}\n`);
  await input[Symbol.asyncIterator]().next();

  const after = await desktop.launch(program);
  const status = await command(after.page, 'app.status', {});
  await command(after.page, 'token.refresh', { connectionId: made.id });
  const kept = await connectionById(after.page, made.id);
  await after.quit();
  if (kept.subject?.sub !== 'alice') throw new Error('The login is not the one from before.');
  process.stdout.write(`refreshed with ${status.version}, runtime ${status.electron}\n`);
  const open = openToOthers(desktop.profile);
  process.stdout.write(open.map((file) => `open to others: ${file}\n`).join(''));
  if (open.length > 0) process.exitCode = OPEN_TO_OTHERS;
} finally {
  input.close();
  await desktop.stop();
}
