import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundledPackagesModule } from './scripts/bundled-packages.mjs';
import { guideModule } from './scripts/guide.mjs';

const here = import.meta.dirname ?? '.';
const entry = (path: string) => resolve(here, 'src', path);

/** What stays a package at run time: native addons, and a server too large to inline. */
const EXTERNAL = ['electron', 'keytar', 'koffi', 'oidc-provider'];

const DEV_SOCKET = { protocol: 'ws', host: '127.0.0.1', clientPort: 5183 };

/** The tray's pictures are opened by path, so they lie beside the main process as they are. */
const trayImages = {
  name: 'tray-images',
  generateBundle(this: { emitFile: (file: object) => void }) {
    const folder = entry('main/desktop/tray-images');
    for (const file of readdirSync(folder)) {
      const source = readFileSync(join(folder, file));
      this.emitFile({ type: 'asset', fileName: `tray/${file}`, source });
    }
  },
};

export default defineConfig({
  main: {
    plugins: [trayImages],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      externalizeDeps: false,
      rollupOptions: {
        external: EXTERNAL,
        input: {
          index: entry('main/index.ts'),
          'keychain-host': entry('keychain-host/index.ts'),
          'playground-host': entry('playground/host.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: entry('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // The page is served as app://vk/ in development too, so its client must be told where Vite is.
    server: { host: '127.0.0.1', port: 5183, strictPort: true, hmr: DEV_SOCKET },
    plugins: [react(), bundledPackagesModule(), guideModule()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      assetsInlineLimit: 0,
      modulePreload: false,
      minify: true,
      rollupOptions: { input: { index: entry('renderer/index.html') } },
    },
  },
});
