import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WantedAccess } from '../../src/core/model/approval.ts';
import type { Connection } from '../../src/core/model/connection.ts';
import type { Consumer } from '../../src/core/model/consumer.ts';
import { parseScope } from '../../src/core/model/scope.ts';
import { readPolicyFile, type PolicyRule } from '../../src/host/policy/policy-file.ts';
import { createPolicyQuestions } from '../../src/host/policy/policy-questions.ts';
import { fakeClock } from '../fake/clock.ts';
import { fakeLog } from '../fake/log.ts';
import { connectionNumber } from '../main/adapter/store/store-rig.ts';

const connection: Connection = connectionNumber(1);
const signal = new AbortController().signal;

const BACKUP: Consumer = {
  id: 'backup',
  programs: [{ executable: '/usr/bin/python3', script: '/srv/backup.py' }],
  folder: '/srv',
  isWeak: false,
};

const RULE: PolicyRule = {
  consumer: { executable: '/usr/bin/python3', script: '/srv/backup.py' },
  connection: connection.id,
  scope: 'openid repo.read',
};

const wanted = (change: Partial<WantedAccess> = {}): WantedAccess => ({
  purpose: 'token',
  consumer: BACKUP,
  connectionId: connection.id,
  scope: parseScope('repo.read'),
  ...change,
});

const ask = (rules: readonly PolicyRule[], access: WantedAccess) =>
  createPolicyQuestions({
    path: '/etc/policy.json',
    read: () => ({ kind: 'read', rules }),
    connections: { get: (id) => (id === connection.id ? connection : undefined) },
    clock: fakeClock(),
    log: fakeLog(),
  }).ask(access, undefined, signal);

test('a rule allows its program what it names, for this request alone', async () => {
  expect(await ask([RULE], wanted())).toEqual({ lifetime: 'once', scope: ['repo.read'] });
  expect(await ask([{ ...RULE, connection: 'Connection 1' }], wanted())).toBeDefined();
  expect(await ask([{ ...RULE, consumer: { any_program: true } }], wanted())).toBeDefined();
});

const other = (change: Partial<Consumer>): Partial<WantedAccess> => ({
  consumer: { ...BACKUP, ...change },
});

test.each<[string, Partial<PolicyRule>, Partial<WantedAccess>]>([
  ['more scopes', {}, { scope: parseScope('repo.read repo.write') }],
  [
    'another script',
    {},
    other({ programs: [{ executable: '/usr/bin/python3', script: '/tmp/x.py' }] }),
  ],
  [
    'the interpreter without a script',
    {},
    other({ programs: [{ executable: '/usr/bin/python3' }] }),
  ],
  ['a program in a container', {}, other({ container: '0123456789ab' })],
  ['a program that cannot be recognised', {}, other({ isWeak: true })],
  [
    'another folder',
    { consumer: { executable: '/usr/bin/python3', script: '/srv/backup.py', folder: '/home' } },
    {},
  ],
  ['another service', { consumer: { service: 'backup.service' } }, other({ service: 'x.service' })],
  ['another login', { connection: 'Connection 2' }, {}],
  ['another resource', {}, { resource: 'https://api.example.com' }],
  ['the end of the login', {}, { purpose: 'revoke' }],
  ['the use of the login', {}, { purpose: 'use' }],
  ['what a rule no longer allows', { until: '2025-12-31T23:59:59Z' }, {}],
])('%s is denied', async (_what, rule, access) => {
  await expect(ask([{ ...RULE, ...rule }], wanted(access))).rejects.toMatchObject({
    code: 'VK_NOT_IN_POLICY',
  });
});

test('more access than was granted is allowed by no rule', async () => {
  const asked = wanted({ purpose: 'more-access' });
  await expect(ask([{ ...RULE, consumer: { any_program: true } }], asked)).rejects.toMatchObject({
    fields: { why: 'a file cannot sign in' },
  });
});

test('a denial names the rule that would have allowed it', async () => {
  const denial: unknown = await ask([], wanted()).catch((thrown: unknown) => thrown);
  const { missing } = (denial as { fields: { missing: string } }).fields;
  const rule = JSON.parse(missing) as PolicyRule;
  expect(rule).toEqual({ ...RULE, connection: 'Connection 1', scope: 'repo.read' });
  expect(await ask([rule], wanted())).toBeDefined();
});

/** A folder of its own, with a policy in it. */
const written = (content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vk-policy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'policy.json');
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
const GOOD = JSON.stringify({ version: 1, allow: [RULE] });

test('a policy of this user that nobody else may open is read', () => {
  expect(readPolicyFile(written(GOOD))).toEqual({ kind: 'read', rules: [RULE] });
});

test.each<[string, (path: string) => void, string]>([
  ['is not there', (path) => rmSync(path), 'it is not there'],
  ['may be read by others', (path) => chmodSync(path, 0o604), 'others may open it: chmod 600'],
  [
    'may be written by its group',
    (path) => chmodSync(path, 0o620),
    'others may open it: chmod 600',
  ],
  [
    'is a link',
    (path) => {
      rmSync(path);
      symlinkSync(written(GOOD), path);
    },
    'it is a link',
  ],
  [
    'is a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path, { mode: 0o700 });
    },
    'it is not a file',
  ],
])('a policy file that %s says nothing', (_what, spoil, why) => {
  const path = written(GOOD);
  spoil(path);
  expect(readPolicyFile(path)).toEqual({ kind: 'unusable', why });
});

test.each([
  ['is cut off', GOOD.slice(0, -1)],
  ['names a member twice', '{"version":1,"allow":[],"allow":[]}'],
  ['has a member that nobody knows', '{"version":1,"allow":[],"deny":[]}'],
  ['is of a later version', '{"version":2,"allow":[]}'],
  ['has a rule about nobody', JSON.stringify({ version: 1, allow: [{ ...RULE, consumer: {} }] })],
  [
    'has a rule of two kinds of evidence',
    JSON.stringify({
      version: 1,
      allow: [{ ...RULE, consumer: { any_program: true, service: 'x' } }],
    }),
  ],
  [
    'names a program without its folder',
    JSON.stringify({ version: 1, allow: [{ ...RULE, consumer: { executable: 'python3' } }] }),
  ],
  ['leaves the scope out', JSON.stringify({ version: 1, allow: [{ ...RULE, scope: undefined }] })],
])('a policy file that %s gives no rule at all', (_what, content) => {
  expect(readPolicyFile(written(content)).kind).toBe('unusable');
});

test('a file that has become unusable takes back what it allowed', async () => {
  const path = written(GOOD);
  const questions = createPolicyQuestions({
    path,
    read: () => readPolicyFile(path),
    connections: { get: () => connection },
    clock: fakeClock(),
    log: fakeLog(),
  });
  expect(await questions.ask(wanted(), undefined, signal)).toBeDefined();
  writeFileSync(path, '{');
  questions.reload();
  await expect(questions.ask(wanted(), undefined, signal)).rejects.toMatchObject({
    code: 'VK_NOT_IN_POLICY',
  });
});
