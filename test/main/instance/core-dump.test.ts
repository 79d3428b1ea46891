import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MODULE = pathToFileURL(
  join(import.meta.dirname, '../../../src/main/instance/process.ts'),
).href;

/** In a process of its own, for what it does lasts and is inherited. */
const filterAfter = (platform: string): string =>
  spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', '--input-type=module', '--eval'],
      `import { keepMemoryOutOfCoreDumps } from ${JSON.stringify(MODULE)};
       import { readFileSync } from 'node:fs';
       import { spawnSync } from 'node:child_process';
       keepMemoryOutOfCoreDumps(${JSON.stringify(platform)});
       const read = ['-e', "process.stdout.write(fs.readFileSync('/proc/self/coredump_filter', 'utf8'))"];
       const child = spawnSync(process.execPath, read, { encoding: 'utf8' }).stdout;
       process.stdout.write(readFileSync('/proc/self/coredump_filter', 'utf8') + child);`,
    ],
    { encoding: 'utf8' },
  ).stdout;

test.runIf(existsSync('/proc/self/coredump_filter'))(
  'a core dump of the program and of its processes holds none of their memory',
  () => {
    expect(filterAfter('linux')).toBe('00000000\n00000000\n');
  },
);
