import type { Plugin } from 'vite';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
export function bundledPackages(): readonly BundledPackage[];
export function bundledPackagesModule(): Plugin;
