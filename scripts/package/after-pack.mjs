import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenses, LICENSES } from './licenses.mjs';
import { sbom, SBOM } from './sbom.mjs';

const addonsIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.node'))
    .sort();

/**
 * electron-builder calls this when the files of a package lie in their places, before it is signed:
 * adds the licences of all that is inside and the bill of materials with each native module's hash.
 */
export default function afterPack({ appOutDir, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  const { text, missing } = licenses();
  if (missing.length > 0) throw new Error(`Packages without a licence text: ${missing.join(', ')}`);
  writeFileSync(join(resources, LICENSES), text);
  const root = join(resources, 'app.asar.unpacked');
  const bill = sbom({
    electron: packager.config.electronVersion ?? undefined,
    root,
    files: addonsIn(root),
  });
  writeFileSync(join(resources, SBOM), `${JSON.stringify(bill, null, 2)}\n`);
}
