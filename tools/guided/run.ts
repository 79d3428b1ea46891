import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDesktop, type Desktop } from '../rig/desktop.ts';
import { builtApp, packagedApp, ROOT } from '../rig/runtime.ts';
import { createJob } from './job.ts';
import { STEPS } from './steps.ts';
import { createTranscript } from './transcript.ts';

/**
 * Does the main job with the real programs and says what it sees. With an argument, the app is the
 * packaged one of that path; with a second, pictures and logs go to that folder. Exits 1 where a
 * promise is not kept.
 */
const [executable, wantedFolder] = process.argv.slice(2);
const folder =
  wantedFolder ?? join(ROOT, 'artifacts', executable === undefined ? 'guided' : 'guided-package');
rmSync(folder, { recursive: true, force: true });
const transcript = createTranscript(folder);
const started = performance.now();
let desktop: Desktop | undefined;
let failed: unknown;
try {
  await transcript.step('Set up a desktop: display, session bus, keychain, browser', async () => {
    desktop = await startDesktop({ logs: join(folder, 'logs') });
    return `DISPLAY=${desktop.env['DISPLAY'] ?? ''}, gnome-keyring unlocked, Chromium running`;
  });
  if (desktop === undefined) throw new Error('There is no desktop.');
  const program = executable === undefined ? await builtApp() : packagedApp(executable);
  const job = createJob(desktop, program, transcript);
  for (const [title, work] of STEPS) {
    await transcript
      .step(title, () => work(job))
      .catch(async (error: unknown) => {
        await transcript.picture(job.app().page, 'failed').catch(() => undefined);
        throw error;
      });
  }
  await job.quit();
} catch (error) {
  failed = error;
} finally {
  await desktop?.stop();
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
if (failed === undefined) {
  transcript.say(`\nThe main job is done: ${STEPS.length + 1} steps in ${seconds} s.`);
} else {
  transcript.say(`\nFAILED after ${seconds} s: ${failed instanceof Error ? failed.message : ''}`);
}
transcript.say(`Pictures and logs: ${folder}`);
process.exitCode = failed === undefined ? 0 : 1;
