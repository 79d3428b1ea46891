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
