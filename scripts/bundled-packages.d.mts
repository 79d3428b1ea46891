import type { Plugin } from 'vite';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
/** `path` is where the package lies, from the repository's root. */
export interface InstalledPackage extends BundledPackage {
  readonly path: string;
}
export function bundledPackages(): readonly InstalledPackage[];
export function bundledPackagesModule(): Plugin;
