import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ROOT } from './layout.mjs';

/** Whether the compiler is there: Debian's golang-go. */
export const hasGo = () => spawnSync('go', ['version']).status === 0;

/** Compiles `vk` beside the `vk.mjs` in `folder`, which does what it leaves undone; gives its path. */
export function buildNativeVk(folder) {
  const program = resolve(folder, 'vk');
  execFileSync(
    'go',
    ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', program, '.'],
    {
      cwd: join(ROOT, 'src', 'cli-native'),
      // One static file that asks nothing of the system it runs on.
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: 'pipe',
    },
  );
  return program;
}
