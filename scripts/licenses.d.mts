export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
export const LIST: string;
export function bundledPackages(): readonly BundledPackage[];
export function print(list: readonly BundledPackage[]): string;
