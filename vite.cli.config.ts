import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname ?? '.';
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as {
  version: string;
};

/** Makes the bundle a program, and its manual page from it. */
const program = (): Plugin => {
  let folder = '';
  return {
    name: 'program',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: () => {
      const path = join(folder, 'vk.mjs');
      chmodSync(path, 0o755);
      writeFileSync(join(folder, 'vk.1'), execFileSync(process.execPath, [path, 'manual']));
    },
  };
};

/** The command line: one file without dependencies, for Node. */
export default defineConfig({
  root: here,
  logLevel: 'warn',
  define: { VALET_KEY_VERSION: JSON.stringify(version) },
  ssr: { noExternal: true, target: 'node' },
  plugins: [program()],
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/cli',
    minify: true,
    rollupOptions: {
      input: { vk: join(here, 'src/cli/index.ts') },
      output: { format: 'es', entryFileNames: '[name].mjs', banner: '#!/usr/bin/env node' },
    },
  },
});
