import { createHash } from 'node:crypto';
import { foreignText } from '../../../core/fault/foreign-text.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Secret } from '../../../core/secret/secret.ts';
import type { AskingProxyView, NetworkView } from '../../../contract/network.ts';
import type { SettingsOf } from './network-settings.ts';

/** Where a proxy is. */
export interface ProxyPlace {
  readonly host: string;
  readonly port: number;
}

/** A proxy that wants a login, as Electron names it. */
export interface AskingProxy extends ProxyPlace {
  readonly scheme: string;
  readonly realm: string;
}

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
  proxy: ProxyPlace,
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

/** Logins for the proxies of this network: stated by the environment, or asked for and kept. */
export interface ProxyLogins {
  /**
   * What a proxy is answered; undefined where there is nothing to say, and then a person is asked.
   * @param wasRefused it was answered already for the same request
   */
  answer(proxy: AskingProxy, wasRefused: boolean): Promise<ProxyLogin | undefined>;
  status(): Pick<NetworkView, 'asking' | 'proxyLogins'>;
  /** For a proxy that has asked. Fails with VK_INVALID_INPUT for another, or as `SecretStore.writeSecret`. */
  logIn(proxy: ProxyPlace, username: string, password: Secret<'proxy-password'>): Promise<void>;
  /** Asks about this proxy no more before the next start. */
  decline(proxy: ProxyPlace): void;
  /** Fails as `SecretStore.deleteSecret`, and then nothing has changed. */
  forget(proxy: ProxyPlace): Promise<void>;
}

interface ProxyLoginParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settings: SettingsOf<'proxyLogins'>;
  /** The keychain's; each fails with the keychain's codes. */
  readonly secrets: {
    readSecret(kind: 'proxy-password', name: string): Promise<Secret<'proxy-password'> | undefined>;
    writeSecret(name: string, secret: Secret<'proxy-password'>): Promise<void>;
    deleteSecret(name: string): Promise<void>;
  };
  /** A proxy asks, or asks no more. */
  readonly onChange: () => void;
  /** What is kept is another login than before: nothing may go on with the old one. */
  readonly onLogin: () => void;
}

export const createProxyLogins = (parts: ProxyLoginParts): ProxyLogins => {
  const { env, settings, secrets, onChange, onLogin } = parts;
  const asking = new Map<string, AskingProxyView>();
  const declined = new Set<string>();
  const kept = () => settings.get().proxyLogins;
  const others = (proxy: ProxyPlace) => kept().filter((one) => keyOf(one) !== keyOf(proxy));
  const isAsking = ({ host, port, scheme, realm }: AskingProxy, isRefused: boolean): void => {
    const key = keyOf({ host, port });
    if (declined.has(key) || (asking.size >= MOST_ASKING && !asking.has(key))) return;
    const view = { host, port, scheme: foreignText(scheme), realm: foreignText(realm), isRefused };
    if (JSON.stringify(asking.get(key)) === JSON.stringify(view)) return;
    asking.set(key, view);
    onChange();
  };
  return {
    async answer(proxy, wasRefused) {
      const own = kept().find((one) => keyOf(one) === keyOf(proxy));
      const known = wasRefused
        ? undefined
        : ((await ofKept(secrets, own)) ?? proxyLoginOf(env, proxy));
      if (known === undefined) isAsking(proxy, wasRefused);
      return known;
    },
    status: () => ({ asking: [...asking.values()], proxyLogins: kept() }),
    async logIn({ host, port }, username, password) {
      const key = keyOf({ host, port });
      if (!asking.has(key)) {
        throw new ValetKeyError('VK_INVALID_INPUT', { fields: { what: 'proxy' } });
      }
      // A record without a password only asks again; a password without a record would be lost sight of.
      await settings.update({ proxyLogins: [...others({ host, port }), { host, port, username }] });
      await secrets.writeSecret(secretName(key), password);
      asking.delete(key);
      onLogin();
      onChange();
    },
    decline(proxy) {
      declined.add(keyOf(proxy));
      asking.delete(keyOf(proxy));
      onChange();
    },
    async forget(proxy) {
      await secrets.deleteSecret(secretName(keyOf(proxy)));
      await settings.update({ proxyLogins: others(proxy) });
      declined.delete(keyOf(proxy));
      onLogin();
      onChange();
    },
  };
};

/** More proxies than a network has; a bound for one that names itself anew each time. */
const MOST_ASKING = 8;

const keyOf = ({ host, port }: ProxyPlace): string => `${host.toLowerCase()}:${port}`;

/** A name that the keychain takes; the same for the same proxy, so that a new password replaces the old. */
const secretName = (key: string): string =>
  `proxy-${createHash('sha256').update(key).digest('base64url')}`;

/** A keychain that is locked has no say in whether the proxy is: the person is asked. */
const ofKept = async (
  secrets: ProxyLoginParts['secrets'],
  own: (ProxyPlace & { readonly username: string }) | undefined,
): Promise<ProxyLogin | undefined> => {
  if (own === undefined) return undefined;
  const password = await secrets
    .readSecret('proxy-password', secretName(keyOf(own)))
    .catch(() => undefined);
  return password === undefined
    ? undefined
    : { username: own.username, password: password.expose() };
};
