import { join } from 'node:path';
import { httpScenarios } from '../port/http.suite.ts';
import { bundleApp } from './harness/bundle.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { startProcess } from '../../tools/rig/process.ts';
import { builtApp } from '../../tools/rig/runtime.ts';

test.use({ keychain: false });

test('Http by Chromium’s network stack passes the suite of the port, and trusts an authority of our own', async ({
  desktop,
}) => {
  const entry = join(import.meta.dirname, 'harness', 'net-http-main.ts');
  const program = await builtApp(await bundleApp(entry, join(desktop.folder, 'harness')));
  const harness = startProcess(program.executable, program.args, {
    env: desktop.env,
    log: join(desktop.logs, 'harness.log'),
  });
  const [, outcome = ''] = await harness.printed(/HARNESS (.*)\n/);
  expect(JSON.parse(outcome)).toEqual({
    run: httpScenarios.length + 1,
    failures: [],
  });
  await harness.exited;
});
