import type { InstalledPackage } from '../bundled-packages.mjs';

export const LICENSES: string;
export function licenses(packages?: readonly InstalledPackage[]): {
  readonly text: string;
  /** `name@version` of packages that have no licence text. */
  readonly missing: readonly string[];
};
