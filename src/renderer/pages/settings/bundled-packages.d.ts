/** Made at build time by scripts/bundled-packages.mjs. */
declare module 'virtual:bundled-packages' {
  export const packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly license: string;
  }[];
}
