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

/** The agent without a window runs in plain Node: what needs Electron ends the build. */
const withoutElectron: Plugin = {
  name: 'without-electron',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source === 'electron' || source === 'electron-store') {
      throw new Error(`${importer ?? '?'} imports ${source}`);
    }
  },
};

const entry = (path: string) => join(here, 'src', path);
/** What each mode builds: `vk` itself, and the files beside it. */
const MODES: Readonly<Record<string, { input: Record<string, string>; plugins: Plugin[] }>> = {
  production: { input: { vk: entry('cli/index.ts') }, plugins: [mcpApart(), program()] },
  mcp: { input: { mcp: entry('cli/mcp/index.ts') }, plugins: [] },
  agent: { input: { agent: entry('host/index.ts') }, plugins: [withoutElectron] },
  'keychain-host': {
    input: { 'keychain-host': entry('keychain-host/index.ts') },
    plugins: [withoutElectron],
  },
};

/** The command line, for Node: one file without dependencies; with `--mode`, a file beside it. */
export default defineConfig(({ mode }) => {
  const { input, plugins } = MODES[mode] ?? { input: {}, plugins: [] };
  const isProgram = 'vk' in input;
  return {
    root: here,
    logLevel: 'warn',
    define: { VALET_KEY_VERSION: JSON.stringify(version) },
    ssr: { noExternal: true, external: ['keytar', 'koffi'], target: 'node' },
    plugins,
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'out/cli',
      emptyOutDir: isProgram,
      minify: true,
      rollupOptions: {
        input,
        output: {
          format: 'es',
          entryFileNames: '[name].mjs',
          ...(isProgram ? { banner: '#!/usr/bin/env node' } : {}),
        },
      },
    },
  };
});
