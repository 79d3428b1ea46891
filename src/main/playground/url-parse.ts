/** oidc-provider uses `URL.parse`; Node 20 has it only in its latest releases, Electron 33 not at all. */
const parseOrNull = (url: string | URL, base?: string | URL): URL | null =>
  URL.canParse(String(url), base?.toString()) ? new URL(url, base) : null;

if (typeof URL.parse !== 'function') {
  Object.defineProperty(URL, 'parse', { value: parseOrNull, configurable: true, writable: true });
}
