import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { command } from '../../tools/rig/bridge.ts';
import { expect, test } from '../../tools/rig/fixtures.ts';
import { callApi } from '../../tools/rig/playground.ts';
import { signIn, toPlayground } from '../../tools/rig/sign-in.ts';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A script of the person that asks with curl, as any script would; resolves with what it printed. */
const runScript = (
  folder: string,
  socket: string,
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const script = join(folder, 'deploy.sh');
  writeFileSync(
    script,
    `#!/bin/bash\ncurl --silent --max-time 60 --unix-socket "$1" "http://valet-key$2" \${3:+--json "$3"} --write-out '\\n%{http_code}'\ntrue\n`,
  );
  chmodSync(script, 0o755);
  const child = spawn(
    'bash',
    [script, socket, path, ...(body === undefined ? [] : [JSON.stringify(body)])],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  return new Promise((resolve) =>
    child.on('close', () => {
      const at = text.lastIndexOf('\n');
      const json = text.slice(0, at);
      resolve({
        status: Number(text.slice(at + 1)),
        body: json === '' ? {} : (JSON.parse(json) as Answer['body']),
      });
    }),
  );
};

const question = (page: Page) => page.getByRole('alertdialog');
const press = (page: Page, name: string) =>
  question(page).getByRole('button', { name, exact: true }).click();

const socketOf = async (page: Page): Promise<string> => {
  const { path, state } = await command(page, 'agent.status', {});
  expect(state).toBe('listening');
  return path ?? '';
};

test('a script gets a token that works once its person has approved, and the ledger names it', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id, issuer } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const socket = await socketOf(page);
  const folder = test.info().outputPath();
  const asked = runScript(folder, socket, '/v1/token', { connection: id, scope: 'notes:read' });
  await expect(question(page)).toContainText('deploy.sh asks for a token');
  await expect(question(page)).toContainText(join(folder, 'deploy.sh'));
  await press(page, 'Approve');
  const { status, body } = await asked;
  expect(status).toBe(200);
  expect(body.scope).toBe('notes:read');
  const reply = await callApi(issuer, 'notes', `Bearer ${String(body.access_token)}`);
  expect(reply.status).toBe(200);
  const [given] = await command(page, 'ledger.list', {});
  expect(given).toMatchObject({ kind: 'given', scope: ['notes:read'] });
  expect(given?.recipient).toContain('deploy.sh (curl)');
});

test('a script that is denied gets nothing, and a locked program answers nobody', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const socket = await socketOf(page);
  const folder = test.info().outputPath();
  const asked = runScript(folder, socket, '/v1/token', { connection: id });
  await expect(question(page)).toBeVisible();
  await press(page, 'Deny');
  expect(await asked).toMatchObject({ status: 403, body: { code: 'VK_APPROVAL_DENIED' } });
  await command(page, 'app.lock', {});
  expect(await runScript(folder, socket, '/v1/token', { connection: id })).toMatchObject({
    status: 423,
    body: { code: 'VK_LOCKED' },
  });
});

/** An API on this machine that answers with what it was asked, and has one address that leads elsewhere. */
const startApi = async () => {
  const seen: { readonly line: string; readonly authorization: string }[] = [];
  const api = createServer(({ method, url, headers }, response) => {
    seen.push({ line: `${method} ${url}`, authorization: headers.authorization ?? '' });
    const isElsewhere = url === '/issues/moved';
    response.writeHead(isElsewhere ? 302 : 200, {
      ...(isElsewhere ? { location: 'https://evil.example/' } : {}),
      'content-type': 'application/json',
    });
    response.end('{}');
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  return { seen, close: () => api.close(), port: (api.address() as AddressInfo).port };
};

test('a script calls an API that its person has approved, and never holds the token', async ({
  desktop,
  launch,
}) => {
  const { page } = await launch();
  const { id } = await signIn(desktop, page, 'alice', toPlayground('loopback'));
  const socket = await socketOf(page);
  const folder = test.info().outputPath();
  const api = await startApi();
  const origin = `http://127.0.0.1:${api.port}`;
  const wanted = { connection: id, origin, allow: ['GET:/issues'] };
  const asked = runScript(folder, socket, '/v1/uses', wanted);
  await expect(question(page)).toContainText('deploy.sh asks to call an API');
  await expect(question(page)).toContainText(`${origin}/issues`);
  await expect(question(page)).toContainText('It never sees the token');
  await press(page, 'Approve');
  const { status, body } = await asked;
  expect(status).toBe(201);
  const use = String(body.path);
  expect((await runScript(folder, socket, `${use}/issues?since=1`)).status).toBe(200);
  expect((await runScript(folder, socket, `${use}/issues/moved`)).status).toBe(302);
  expect((await runScript(folder, socket, `${use}/issues`, { a: 1 })).status).toBe(403);
  expect((await runScript(folder, socket, `${use}/issues/%2e%2e/keys`)).status).toBe(403);
  expect((await runScript(folder, socket, `${use}//issues`)).status).toBe(403);
  expect(api.seen.map(({ line }) => line)).toEqual(['GET /issues?since=1', 'GET /issues/moved']);
  expect(api.seen[0]?.authorization).toMatch(/^Bearer ./);
  const lines = await command(page, 'ledger.list', {});
  expect(lines[0]).toMatchObject({ kind: 'used', detail: `GET ${origin}/issues/moved 302` });
  expect(lines.filter(({ kind }) => kind === 'given')).toEqual([]);
  await command(page, 'app.lock', {});
  expect((await runScript(folder, socket, `${use}/issues`)).status).toBe(423);
  api.close();
});

test('another user of the machine cannot connect', async ({ launch }) => {
  test.skip(process.getuid?.() !== 0, 'becoming another user takes root');
  const { page } = await launch();
  const socket = await socketOf(page);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
  const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const curl = ['curl', '--silent', '--unix-socket', socket, 'http://valet-key/v1/status'];
  const refused = spawnSync('setpriv', [...asNobody, ...curl], { encoding: 'utf8' });
  expect(refused.stdout).toBe('');
  // 7: curl could not connect
  expect(refused.status).toBe(7);
  // And where the file itself would let them in, the kernel says who they are.
  chmodSync(socket, 0o666);
  let folder = join(socket, '..');
  for (; folder !== '/tmp' && folder !== '/'; folder = join(folder, '..')) chmodSync(folder, 0o755);
  const silent = spawnSync('setpriv', [...asNobody, ...curl], { encoding: 'utf8' });
  expect(silent.stdout).toBe('');
  expect(silent.status).not.toBe(0);
  expect(spawnSync('curl', curl.slice(1), { encoding: 'utf8' }).stdout).toContain('"protocol":1');
});

test('the socket that a killed program left is replaced by the next', async ({ launch }) => {
  const first = await launch();
  const socket = await socketOf(first.page);
  await first.kill();
  expect(existsSync(socket)).toBe(true);
  const { page } = await launch();
  expect(await socketOf(page)).toBe(socket);
  const reply = spawnSync('curl', [
    '--silent',
    '--unix-socket',
    socket,
    'http://valet-key/v1/status',
  ]);
  expect(JSON.parse(reply.stdout.toString())).toMatchObject({ locked: false, protocol: 1 });
});
