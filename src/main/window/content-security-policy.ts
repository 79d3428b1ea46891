/** The one origin our page has, in every build. */
export const PAGE_ORIGIN = 'app://vk';
export const PAGE_SCHEME = 'app';
export const PAGE_URL = `${PAGE_ORIGIN}/`;

const NOTHING_ELSE = [
  "object-src 'none'",
  "frame-src 'none'",
  "child-src 'none'",
  "worker-src 'none'",
  "media-src 'none'",
  "manifest-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
] as const;

/**
 * All input and output of the page is IPC, so it may connect to nothing. `webrtc 'block'` (CSP Level 3) is not here:
 * Chromium does not know it and complains of it at each load. WebRTC is stopped by the session: see trusted-pages.ts.
 */
const STRICT = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  ...NOTHING_ELSE,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What Vite's client needs: inline styles, its preamble script, its socket. */
const developmentPolicy = (devServer: URL): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ws://${devServer.host}`,
    ...NOTHING_ELSE,
  ].join('; ');

const DENIED_FEATURES = [
  'camera',
  'microphone',
  'geolocation',
  'usb',
  'serial',
  'hid',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'local-fonts',
  'window-management',
] as const;

/** The headers of everything `app://vk/` serves. @param devServer never given in a packaged build */
export const pageHeaders = (devServer?: URL): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': devServer === undefined ? STRICT : developmentPolicy(devServer),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': DENIED_FEATURES.map((feature) => `${feature}=()`).join(', '),
  'Cache-Control': 'no-store',
});
