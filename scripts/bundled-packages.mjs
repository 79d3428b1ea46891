import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** electron-vite copies this into its own configuration, beside the lockfile, before it runs it. */
const ROOT = [join(import.meta.dirname, '..'), import.meta.dirname].find((folder) =>
  existsSync(join(folder, 'package-lock.json')),
);

const json = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** Packages of package.json that any source file or style imports. */
function imported() {
  const { dependencies, devDependencies } = json('package.json');
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .filter((file) => /\.(tsx?|css)$/.test(file))
    .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8'))
    .join('\n');
  const isImported = (name) => sources.includes(`'${name}'`) || sources.includes(`'${name}/`);
  return Object.keys({ ...dependencies, ...devDependencies }).filter(isImported);
}

/** Where a package that `from` requires is in the lockfile: the nearest node_modules above it. */
function locate(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (!folder.includes('/node_modules/')) {
      const top = `node_modules/${name}`;
      return packages[top] === undefined ? undefined : top;
    }
  }
}

/**
 * The packages that end up in the program: those, and all that they need at run time, by name.
 * `path` is where each lies, from the repository's root.
 */
export function bundledPackages() {
  const { packages } = json('package-lock.json');
  const found = new Map();
  const add = (from, name) => {
    const path = locate(packages, from, name);
    // Types are gone before anything runs.
    if (path === undefined || found.has(path) || name.startsWith('@types/')) return;
    const { version, license = 'see the package', name: real } = packages[path];
    found.set(path, { name: real ?? name, version, license, path });
    // The runtime is bundled; what its installer needs is not.
    if (name === 'electron') return;
    for (const next of neededBy(packages[path])) add(path, next);
  };
  const neededBy = ({ dependencies = {}, optionalDependencies = {} }) => [
    ...Object.keys(dependencies),
    ...Object.keys(optionalDependencies).filter((name) => isForThisSystem(packages, name)),
  ];
  for (const name of imported()) add('', name);
  const unique = new Map([...found.values()].map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A native part, such as koffi's, is a package for each system, of which npm installs one. */
const isForThisSystem = (packages, name) => {
  const { os = [], cpu = [] } = packages[`node_modules/${name}`] ?? {};
  return os.includes(process.platform) && cpu.includes(process.arch);
};

const MODULE = 'virtual:bundled-packages';

/** A Vite plugin: the list as a module, made from the lockfile at each build, for the About dialog. */
export const bundledPackagesModule = () => ({
  name: 'bundled-packages',
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
  load: (id) =>
    id === `\0${MODULE}`
      ? `export const packages = ${JSON.stringify(bundledPackages().map(({ path: _path, ...shown }) => shown))};`
      : undefined,
});
