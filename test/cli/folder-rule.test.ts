import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useShell } from './shell.ts';

const shell = useShell();

const write = (text: string): string => {
  const folder = join(shell().home, 'project', 'src');
  mkdirSync(folder, { recursive: true });
  const path = join(shell().home, 'project', '.valet-key');
  writeFileSync(path, text, { mode: 0o644 });
  chmodSync(path, 0o644);
  return folder;
};

test('an allowed file of a folder above picks account, scope and resource', async () => {
  const folder = write(
    '{"account":"work","scope":"read:issues","resource":"https://api.example.com"}',
  );
  const { agent, vk } = shell();
  expect((await vk(['allow'], { folder })).code).toBe(0);
  expect((await vk(['token'], { folder })).code).toBe(0);
  expect(agent.asked[0]?.body).toEqual({
    connection: 'work',
    scope: 'read:issues',
    resource: 'https://api.example.com',
  });
});

test('a file that was never allowed picks nothing, and says how to allow it', async () => {
  const folder = write('{"account":"work"}');
  const { agent, vk } = shell();
  const { code, err } = await vk(['token'], { folder });
  expect(code).toBe(2);
  expect(err).toContain('Look at it, then run "vk allow".');
  expect(agent.asked).toEqual([]);
});

test('a file that has changed since it was allowed is asked about again', async () => {
  const folder = write('{"account":"work","scope":"read:issues"}');
  const { agent, vk } = shell();
  await vk(['allow'], { folder });
  write('{"account":"work","scope":"read:issues write:issues"}');
  expect((await vk(['token'], { folder })).code).toBe(2);
  expect(agent.asked).toEqual([]);
});

test('the same text in another folder is not allowed with it', async () => {
  const folder = write('{"account":"work"}');
  const { home, vk } = shell();
  await vk(['allow'], { folder });
  writeFileSync(join(home, '.valet-key'), '{"account":"work"}', { mode: 0o644 });
  expect((await vk(['token'], { folder: home })).code).toBe(2);
});

test.each([
  ['is not JSON', 'account: work'],
  ['names something else', '{"account":"work","command":"rm"}'],
  ['names no account', '{"scope":"a"}'],
  ['is longer than 4 KiB', `{"account":"${'a'.repeat(4096)}"}`],
])('a file that %s is refused', async (_, text) => {
  const folder = write(text);
  const { code, err } = await shell().vk(['token'], { folder });
  expect(code).toBe(2);
  expect(err).toContain('.valet-key');
});

test('a file that everybody can write is refused', async () => {
  const folder = write('{"account":"work"}');
  chmodSync(join(shell().home, 'project', '.valet-key'), 0o666);
  const { code, err } = await shell().vk(['allow'], { folder });
  expect(code).toBe(2);
  expect(err).toContain('can be written by everybody');
});

test.each([
  ['a link', (path: string) => symlinkSync('/etc/hostname', path)],
  ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ['a folder', (path: string) => mkdirSync(path)],
])('what is no file picks nothing, and nobody waits for it: %s', async (_what, make) => {
  const folder = join(shell().home, 'project');
  mkdirSync(folder);
  make(join(folder, '.valet-key'));
  const { code, err } = await shell().vk(['token'], { folder });
  expect(code).toBe(2);
  expect(err).toContain('is no plain file');
});

test('what was allowed is kept for this user alone', async () => {
  const folder = write('{"account":"work"}');
  const { home, vk } = shell();
  await vk(['allow'], { folder });
  const path = join(home, '.local', 'state', 'valet-key', 'allowed-folders.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(Object.values(JSON.parse(readFileSync(path, 'utf8')) as object)).toEqual([
    '{"account":"work"}',
  ]);
});

test('without a file and without an account the command line says what is missing', async () => {
  const { code, err } = await shell().vk(['token']);
  expect(code).toBe(2);
  expect(err).toContain('No account is named');
});
