import { writeFileSync } from 'node:fs';

/**
 * Keeps tokens out of core dumps: from now on a dump of this process, and of those that it starts,
 * holds none of its memory. Linux only; elsewhere no program writes one unless it was set up to. core(5)
 */
export const keepMemoryOutOfCoreDumps = (platform: NodeJS.Platform): void => {
  if (platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without core dumps has no such file.
  }
};
