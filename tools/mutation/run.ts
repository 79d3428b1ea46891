/**
 * Removes rules from the files of security, one at a time, and counts the tests that notice: `npm run
 * test:mutation -- redaction gates`, or all where none is named. A long run, and no part of `npm test`.
 */
import { spawnSync } from 'node:child_process';
import { TARGETS } from './targets.ts';

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(TARGETS)) {
  const target = TARGETS[name];
  if (target === undefined) {
    console.error(`There is no target ${name}: ${Object.keys(TARGETS).join(', ')}.`);
    process.exit(2);
  }
  console.log(`# ${name}`);
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', target.files.join(',')], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TARGET: name },
  });
  if (status !== 0) process.exitCode = 1;
}
