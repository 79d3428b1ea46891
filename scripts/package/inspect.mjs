import { listPackage } from '@electron/asar';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from '../setup/progress.mjs';
import { faultsOfFuses } from './fuses.mjs';
import { EXECUTABLE, MARKED } from './layout.mjs';
import { LICENSES } from './licenses.mjs';
import { SBOM } from './sbom.mjs';

const NEEDED = [
  '/out/main/index.js',
  '/out/main/keychain-host.js',
  '/out/main/playground-host.js',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
  '/node_modules/keytar/lib/keytar.js',
  '/node_modules/koffi/index.cjs',
  '/node_modules/koffi/src/koffi/index.cjs',
  '/node_modules/oidc-provider/package.json',
];

/** Sources, maps, tests and settings of developers have no business in a package. */
const UNWANTED = [
  /\.(ts|mts|cts|tsx|map|tsbuildinfo)$/,
  /\/(tests?|__tests__|spec|docs|example|examples)\//,
  /\/\.env/,
  /^\/(src|test|scripts|artifacts|docs)\//,
  /\.(pem|key|p12)$/,
];

/** What lies beside the archive: for people, for Node, and for those who look for known holes. */
const RESOURCES = ['cli/vk.mjs', 'cli/mcp.mjs', 'cli/vk.1', LICENSES, SBOM];

/** In the order of their names. */
const ADDONS = [
  'node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
  'node_modules/keytar/prebuilds/linux-x64/keytar.node',
];

function faultsOfArchive(folder) {
  const files = listPackage(join(folder, 'resources', 'app.asar'), { isPack: false }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const missing = NEEDED.filter((name) => !files.includes(name));
  const unwanted = files.filter((name) => UNWANTED.some((pattern) => pattern.test(name)));
  return [
    ...missing.map((name) => `${name} is missing`),
    ...unwanted.map((name) => `${name} does not belong in a package`),
  ];
}

const faultsOfResources = (folder) =>
  RESOURCES.filter((name) => !existsSync(join(folder, 'resources', name))).map(
    (name) => `resources/${name} is missing`,
  );

function faultsOfAddons(folder) {
  const unpacked = join(folder, 'resources', 'app.asar.unpacked');
  const addons = readdirSync(unpacked, { recursive: true }).filter((name) =>
    name.endsWith('.node'),
  );
  const wanted = ADDONS.join(', ');
  const found = addons.sort().join(', ');
  return found === wanted ? [] : [`native addons are ${found} instead of ${wanted}`];
}

/** A release never carries the mark, and anything with the stand-in in it always does. */
function faultsOfMark(folder, origin) {
  const marks = MARKED.filter((place) => existsSync(join(folder, place)));
  const isRight = marks.length === (origin === 'stand-in' ? MARKED.length : 0);
  return isRight ? [] : [`the marks that it is not for release are [${marks.join(', ')}]`];
}

/** Looks into an unpacked app made of a runtime of `origin`; fails with every fault it finds. */
export async function inspect(folder, origin) {
  const faults = [
    ...faultsOfArchive(folder),
    ...faultsOfResources(folder),
    ...faultsOfAddons(folder),
    ...faultsOfMark(folder, origin),
    ...(await faultsOfFuses(join(folder, EXECUTABLE))),
  ];
  if (faults.length > 0)
    throw new SetUpError(`The package is not right:\n  ${faults.join('\n  ')}`);
  return 'archive and fuses as they should be';
}
