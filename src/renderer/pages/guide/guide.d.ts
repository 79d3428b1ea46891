/** Made from docs/guide at build time by scripts/guide.mjs. */
declare module 'virtual:guide' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- A module declared by name may not import by path (TS2439).
  export const pages: readonly import('./guide-page.ts').GuidePage[];
}
