import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { bundledPackagesModule } from '../../../scripts/bundled-packages.mjs';
import { guideModule } from '../../../scripts/guide.mjs';

/** What the real page is served with; `frame-ancestors` means nothing in a meta element. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** With what Vite's client needs for hot reload: a script and styles in the page, and its socket. */
const DEVELOPMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self' ws:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const policyInPage: Plugin = {
  name: 'policy-in-page',
  transformIndexHtml: (_html, { server }) => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content: server === undefined ? PAGE_POLICY : DEVELOPMENT_POLICY,
      },
      injectTo: 'head-prepend',
    },
  ],
};

const REPOSITORY = resolve(import.meta.dirname, '../../..');

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: resolve(REPOSITORY, '.cache/vite'),
  plugins: [react(), bundledPackagesModule(), guideModule(), policyInPage],
  // `npm run dev`: the window on test fixtures. The page imports from src, above the root.
  server: { host: '127.0.0.1', open: '/?fixture=three', fs: { allow: [REPOSITORY] } },
  build: {
    outDir: resolve(REPOSITORY, '.cache/harness'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
