import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles `entry` as an Electron app of its own in `folder`: for parts that only work inside Electron
 * and that a test wants alone.
 */
export const bundleApp = async (entry: string, folder: string): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: entry,
      outDir: join(folder, 'out'),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'main.js' } },
    },
  });
  const about = {
    name: 'valet-key-harness',
    version: '0.0.0',
    type: 'module',
    main: 'out/main.js',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  return folder;
};
