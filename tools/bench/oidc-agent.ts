import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StartContender } from './contender.ts';
import { FIRST_REFRESH_TOKEN } from './issuer.ts';

const execute = promisify(execFile);

/** Whether Debian's oidc-agent-cli is on this machine. */
export const hasOidcAgent = (): boolean => spawnSync('oidc-agent', ['--version']).status === 0;

const accountName = (index: number): string => `bench${String(index)}`;

/** Debian's oidc-agent, with an encrypted account for each login, asked by its `oidc-token`. */
export const startOidcAgent = (async (issuers) => {
  const home = await mkdtemp(join(tmpdir(), 'valet-key-oidc-agent-'));
  const base = { ...process.env, HOME: home, OIDC_CONFIG_DIR: home };
  const { stdout } = await execute('oidc-agent', [], { env: base });
  const value = (name: string): string => new RegExp(`${name}=([^;\\s]+)`).exec(stdout)?.[1] ?? '';
  const env = { ...base, OIDC_SOCK: value('OIDC_SOCK') };
  for (const [index, { url }] of issuers.entries()) {
    const account = [
      accountName(index),
      '--manual',
      `--issuer=${url}`,
      '--client-id=valet-key',
      '--client-secret=unused',
      '--scope=openid offline_access read write admin',
      '--flow=refresh',
      `--rt=${FIRST_REFRESH_TOKEN}`,
      '--redirect-uri=http://localhost:4242',
      '--pw-cmd=echo passphrase',
      '--confirm-default',
      '--no-url-call',
    ];
    await execute('oidc-gen', account, { env });
  }
  return {
    name: 'oidc-agent',
    /** What its programs have to be told. */
    environment: { HOME: home, OIDC_CONFIG_DIR: home, OIDC_SOCK: env.OIDC_SOCK } as Readonly<
      Record<string, string>
    >,
    async token(index, { isForced = false, scope } = {}) {
      const options = [
        ...(isForced ? ['--force-new'] : []),
        ...(scope === undefined ? [] : ['--scope', scope]),
      ];
      return (await execute('oidc-token', [...options, accountName(index)], { env })).stdout.trim();
    },
    async stop() {
      process.kill(Number(value('OIDCD_PID')));
      await rm(home, { recursive: true, force: true });
    },
  };
}) satisfies StartContender;
