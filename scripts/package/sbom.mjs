import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledPackages } from '../bundled-packages.mjs';
import { ABOUT, DIST, ROOT } from './layout.mjs';

/** Where the bill of materials lies in a package, from its resources. */
export const SBOM = 'sbom.cdx.json';

/** All packages of the lockfile, as npm lists them in CycloneDX 1.5. */
function everything() {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const shell = process.platform === 'win32';
  const text = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell,
  });
  return JSON.parse(text);
}

/** A native module is compiled code: its own hash is the only way to tell whether it was changed. */
const fileComponent = (root, path) => ({
  type: 'file',
  'bom-ref': `file:${path}`,
  name: path,
  hashes: [
    {
      alg: 'SHA-256',
      content: createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
    },
  ],
});

/**
 * The bill of materials of the program (CycloneDX): what is shipped, without what only builds and
 * tests it. `electron` is the version of the runtime that is packed, where it is not the pinned one;
 * `files` are native modules, from `root`, each with its SHA-256. Nothing in it depends on the
 * moment or the machine, so that two builds have the same.
 */
export function sbom({ electron, root = ROOT, files = [] } = {}) {
  const { serialNumber: _random, metadata, components, dependencies, ...head } = everything();
  const shipped = new Set(bundledPackages().map(({ path }) => path));
  const packages = bundledPackages();
  const isShipped = ({ name, version }) =>
    packages.some((one) => one.version === version && nameInLock(one.path) === name);
  const nameInLock = (path) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const kept = components
    .filter(isShipped)
    .map(({ scope: _scope, properties: _dev, ...one }) =>
      one.name === 'electron' && electron !== undefined
        ? { ...one, version: electron, purl: `pkg:npm/electron@${electron}`, hashes: [] }
        : one,
    );
  const refs = new Set(kept.map((one) => one['bom-ref']));
  return {
    ...head,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': `valet-key@${ABOUT.version}`,
        name: ABOUT.name,
        version: ABOUT.version,
        licenses: [{ license: { id: ABOUT.license } }],
      },
      tools: metadata.tools,
    },
    components: [...kept, ...files.map((path) => fileComponent(root, path))],
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((to) => refs.has(to)) })),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(DIST, { recursive: true });
  const file = join(DIST, SBOM);
  const bill = sbom();
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`${bill.components.length} components in ${file}\n`);
}
