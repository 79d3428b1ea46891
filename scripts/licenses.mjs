// Writes the list of packages that end up in the program, with their licenses, for its About dialog.
// Run it after a package was added or updated; test/scripts/licenses.test.ts says when.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(import.meta.dirname, '..');
export const LIST = join(ROOT, 'src/renderer/pages/settings/packages.json');

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

/** Those packages and all that they need at run time, by name. */
export function bundledPackages() {
  const { packages } = json('package-lock.json');
  const found = new Map();
  const add = (from, name) => {
    const path = locate(packages, from, name);
    // Types are gone before anything runs.
    if (path === undefined || found.has(path) || name.startsWith('@types/')) return;
    const { version, license = 'see the package', dependencies = {}, name: real } = packages[path];
    found.set(path, { name: real ?? name, version, license });
    // The runtime is bundled; what its installer needs is not.
    if (name === 'electron') return;
    for (const next of Object.keys(dependencies)) add(path, next);
  };
  for (const name of imported()) add('', name);
  const unique = new Map([...found.values()].map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export const print = (list) => `${JSON.stringify(list, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(LIST, print(bundledPackages()));
