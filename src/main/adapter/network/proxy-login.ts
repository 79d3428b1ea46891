import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';

/** The name and password that a proxy wants. */
export interface ProxyLogin {
  readonly username: string;
  readonly password: string;
}

/** Where programs look for the proxy of this machine; both spellings are in use. */
const VARIABLES = ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * The login that the environment states for the proxy at this host and port: Chromium takes the
 * address of a proxy from there and leaves the login out. Only for the very proxy that it is stated for.
 */
export const proxyLoginOf = (
  env: Readonly<Record<string, string | undefined>>,
  proxy: { readonly host: string; readonly port: number },
): ProxyLogin | undefined => {
  for (const name of VARIABLES) {
    const text = env[name] ?? '';
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.username === '') continue;
    const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port);
    if (url.hostname !== proxy.host || port !== proxy.port) continue;
    return { username: decoded(url.username), password: decoded(url.password) };
  }
  return undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A proxy stands before the server, so nothing of the request has got there. @see RFC 9110 §15.5.8 */
export const proxyLoginRequired = (): ValetKeyError =>
  new ValetKeyError('VK_PROXY_LOGIN_REQUIRED', { fields: { status: 407, sent: false } });
