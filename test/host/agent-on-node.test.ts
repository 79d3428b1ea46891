import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { useHost, type AgentProcess } from './host-rig.ts';

const run = promisify(execFile);
const host = useHost();

// Each starts several processes.
vi.setConfig({ testTimeout: 240_000 });

/** A signal is taken when the process comes to it; a loaded machine starts programs slowly. */
const SOON = { timeout: 60_000 };

const stop = async (
  agent: AgentProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> => {
  agent.child.kill(signal);
  return agent.ended;
};

/** What any program of this user may have. */
const anyProgram = (connection: string) => ({
  version: 1,
  allow: [{ consumer: { any_program: true }, connection, scope: 'read write' }],
});

test('a login by pasted redirect gives tokens by the policy, and outlives kill -9', async () => {
  const { vk, signIn, startAgent, writePolicy } = host();
  const first = await startAgent();
  const connection = await signIn();
  writePolicy(anyProgram(connection));
  const denied = await vk(['token', connection]);
  expect({ code: denied.code, out: denied.out }).toEqual({ code: 6, out: '' });
  first.child.kill('SIGHUP');
  await expect.poll(async () => (await vk(['token', connection])).code, SOON).toBe(0);
  await stop(first, 'SIGKILL');

  const second = await startAgent();
  const token = await vk(['token', connection]);
  expect(token).toMatchObject({ code: 0, err: '' });
  expect(token.out).toMatch(/^[\w-]{32}\n$/);
  expect(await stop(second)).toBe(0);
});

test('a login by device code needs no browser', async () => {
  const { issuer, vk, startAgent } = host();
  const agent = await startAgent();
  const login = await vk(['login', issuer, '--client-id', 'device', '--device']);
  expect(login).toMatchObject({ code: 0, out: 'You are signed in.\n' });
  expect(login.err).toContain(`Open ${issuer}/enter and enter WDJB-MJHT.`);
  await stop(agent);
});

test('what the policy does not name is denied, with the rule that is missing', async () => {
  const { vk, signIn, startAgent, writePolicy, environment, home } = host();
  writePolicy({ version: 1, allow: [] });
  const agent = await startAgent();
  const connection = await signIn();
  const script = join(home, 'job.mjs');
  writeFileSync(
    script,
    `import { spawnSync } from 'node:child_process';
    const { status, stdout, stderr } = spawnSync('vk', ${JSON.stringify(['token', connection, '--scope', 'read'])});
    console.log(JSON.stringify({ status, out: String(stdout), err: String(stderr) }));`,
  );
  const job = async () => {
    const { stdout } = await run(process.execPath, [script], { env: environment });
    return JSON.parse(stdout) as { status: number; out: string; err: string };
  };
  const denied = await job();
  expect([denied.status, denied.out]).toEqual([6, '']);
  const [missing = ''] = /\{"consumer".*?"scope":"[^"]*"\}/.exec(denied.err) ?? [];
  const rule = JSON.parse(missing) as { consumer: object };
  expect(rule.consumer).toEqual({ executable: process.execPath, script });

  writePolicy({ version: 1, allow: [rule] });
  agent.child.kill('SIGHUP');
  await expect.poll(async () => (await job()).status, SOON).toBe(0);
  // Somebody else, with the same words.
  expect((await vk(['token', connection, '--scope', 'read'])).code).toBe(6);
  await stop(agent);
});

test('a policy file that others may read gives nobody anything once it is read again', async () => {
  const { vk, signIn, startAgent, writePolicy, profile } = host();
  writePolicy({ version: 1, allow: [] });
  const agent = await startAgent();
  const connection = await signIn();
  writePolicy(anyProgram(connection));
  agent.child.kill('SIGHUP');
  await expect.poll(async () => (await vk(['token', connection])).code, SOON).toBe(0);
  chmodSync(join(profile, 'policy.json'), 0o644);
  agent.child.kill('SIGHUP');
  await expect.poll(async () => (await vk(['token', connection])).code, SOON).toBe(6);
  expect((await vk(['token', connection])).err).toContain('chmod 600');
  await stop(agent);
});

test('a locked agent gives nothing until it is started again', async () => {
  const { vk, signIn, startAgent, writePolicy } = host();
  writePolicy({ version: 1, allow: [] });
  let agent = await startAgent();
  const connection = await signIn();
  writePolicy(anyProgram(connection));
  await vk(['lock']);
  expect(await vk(['token', connection])).toMatchObject({ code: 7, out: '' });
  await stop(agent);
  agent = await startAgent();
  expect((await vk(['token', connection])).code).toBe(0);
  await stop(agent);
});

test('a second agent at the profile says who has it, and the first goes on', async () => {
  const { vk, startAgent } = host();
  const first = await startAgent();
  const second = await startAgent();
  expect(await second.ended).toBe(2);
  expect(second.said()).toContain(`Another agent (process ${first.pid}) has the profile`);
  expect((await vk(['status'])).code).toBe(0);
  await stop(first);
});

test('the passphrase is taken from a credential of systemd; a wrong one, or none, starts nothing', async () => {
  const { home, vk, startAgent } = host();
  await stop(await startAgent());
  const credentials = join(home, 'credentials');
  mkdirSync(credentials, { recursive: true, mode: 0o700 });
  const credential = join(credentials, 'valet-key');
  writeFileSync(credential, 'a passphrase of the tests\n', { mode: 0o400 });
  const environment = { CREDENTIALS_DIRECTORY: credentials };
  const agent = await startAgent({ passphrase: null, environment });
  expect((await vk(['status'])).code).toBe(0);
  await stop(agent);

  const wrong = await startAgent({ passphrase: 'not the passphrase' });
  expect(await wrong.ended).toBe(7);
  const none = await startAgent({ passphrase: null });
  expect(await none.ended).toBe(10);
  chmodSync(credential, 0o444);
  const open = await startAgent({ passphrase: null, environment });
  expect(await open.ended).toBe(2);
  expect(open.said()).toContain('Every user may read the credential');
});

test('nothing of Electron is in the process, and its memory is that of a small program', async () => {
  const { startAgent } = host();
  const agent = await startAgent();
  const maps = readFileSync(`/proc/${agent.pid}/maps`, 'utf8');
  expect(maps).not.toMatch(/electron/i);
  const [, kilobytes = ''] =
    /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${agent.pid}/status`, 'utf8')) ?? [];
  expect(Number(kilobytes)).toBeGreaterThan(0);
  expect(Number(kilobytes)).toBeLessThan(96 * 1024);
  agent.child.kill('SIGTERM');
  await once(agent.child, 'close');
});
