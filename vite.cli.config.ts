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

/** What `vk mcp` alone loads is a file of its own, that shares nothing: the other commands start without it. */
const mcpApart = (): Plugin => ({
  name: 'mcp-apart',
  enforce: 'pre',
  resolveId: (source) =>
    source === '../mcp/index.ts' ? { id: './mcp.mjs', external: true } : undefined,
});

/** The command line, for Node: one file without dependencies; with `--mode mcp`, the file beside it. */
export default defineConfig(({ mode }) => {
  const isMcp = mode === 'mcp';
  return {
    root: here,
    logLevel: 'warn',
    define: { VALET_KEY_VERSION: JSON.stringify(version) },
    ssr: { noExternal: true, target: 'node' },
    plugins: isMcp ? [] : [mcpApart(), program()],
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'out/cli',
      emptyOutDir: !isMcp,
      minify: true,
      rollupOptions: {
        input: isMcp
          ? { mcp: join(here, 'src/cli/mcp/index.ts') }
          : { vk: join(here, 'src/cli/index.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].mjs',
          ...(isMcp ? {} : { banner: '#!/usr/bin/env node' }),
        },
      },
    },
  };
});
