import type { Environment } from './process.ts';
import { run } from './run.ts';

/** One item as any program of the same user could read it. */
export interface KeychainItem {
  readonly account: string;
  readonly secret: string;
}

/**
 * Asks the keychain, as another program, for every item of a service. A secret that is more than
 * one line is not expected.
 */
export async function keychainItems(
  env: Environment,
  service: string,
): Promise<readonly KeychainItem[]> {
  // secret-tool prints secrets to one stream and attributes to the other, and fails on no match.
  const script = 'secret-tool search --all --unlock service "$1" 2>&1 || true';
  const text = await run('sh', ['-c', script, 'sh', service], env);
  return text
    .split(/^\[/m)
    .slice(1)
    .map((block) => ({
      account: /^attribute\.account = (.*)$/m.exec(block)?.[1] ?? '',
      secret: /^secret = (.*)$/m.exec(block)?.[1] ?? '',
    }));
}

/** The services our items are under: see src/main/instance/channel.ts. */
export const SERVICES = {
  standIn: 'dev.valetkey.standin',
  development: 'dev.valetkey.dev',
  release: 'dev.valetkey',
} as const;

/** Every item of ours in this keychain, whichever build wrote it. */
export async function ourItems(env: Environment): Promise<readonly KeychainItem[]> {
  const perService = Object.values(SERVICES).map((service) => keychainItems(env, service));
  return (await Promise.all(perService)).flat();
}

/**
 * A secret out of the keychain, read without any code of the app: the text of an item's header, or
 * of the chunks it announces, is base64url.
 */
export async function storedSecret(env: Environment, item: string): Promise<string | undefined> {
  const items = new Map((await ourItems(env)).map(({ account, secret }) => [account, secret]));
  const header = items.get(item);
  if (header === undefined) return undefined;
  const { gen, n, inline } = JSON.parse(header) as { gen: number; n: number; inline?: string };
  const chunks = Array.from({ length: n }, (_, i) => items.get(`${item}.${gen}.${i}`) ?? '');
  return Buffer.from(inline ?? chunks.join(''), 'base64url').toString();
}

/** The refresh token of a connection. */
export const storedRefreshToken = (env: Environment, connectionId: string) =>
  storedSecret(env, `g.${connectionId}`);
