import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type {
  connectionsSchema,
  inspectionSchema,
  problemSchema,
  revocationSchema,
  signInSchema,
  statusSchema,
  tokenSchema,
} from '../../src/cli/agent/replies.ts';
import type { SignInRequest, TokenRequest } from '../../src/cli/agent/client.ts';
import {
  refusedRequestSchema,
  signInRequestSchema,
  tokenRequestSchema,
  type AgentOutput,
  type AgentProblem,
} from '../../src/contract/agent.ts';
import { agentServerRig } from '../agent/agent-server-rig.ts';
import { useShell } from './shell.ts';

const shell = useShell();

/** The command line against the agent as it ships: the whole core behind a real socket. */
const withAgent = async () => {
  const rig = await agentServerRig();
  const environment = { VALET_KEY_SOCKET: rig.path };
  return {
    ...rig,
    vk: (words: readonly string[], input = '') => shell().vk(words, { environment, input }),
  };
};

test('a token is printed once the person has approved, and only then', async () => {
  const { vk, asked, answer, held } = await withAgent();
  const waiting = vk(['token', 'as.example', '--reason', 'nightly report']);
  await asked();
  await answer({ kind: 'approve', lifetime: '30-days' });
  expect(await waiting).toEqual({ code: 0, out: `${held()}\n`, err: '' });
});

test('what the person says to the window ends the command with the exit for it', async () => {
  const { vk, asked, answer } = await withAgent();
  const waiting = vk(['token', 'as.example']);
  await asked();
  await answer({ kind: 'deny' });
  const { code, out, err } = await waiting;
  expect({ code, out }).toEqual({ code: 6, out: '' });
  expect(err).toMatch(/^vk: .+\n$/);
});

test('accounts and status are read, and a locked program gives its exit', async () => {
  const { approve, connection, vk } = await withAgent();
  await approve();
  expect((await vk(['status'])).out).toBe(
    'Valet Key 1.2.3 is running, unlocked, with 1 account.\n',
  );
  expect(JSON.parse((await vk(['accounts', '--json'])).out)).toMatchObject([
    { id: connection.id, issuer: 'https://as.example', state: 'ready' },
  ]);
  expect((await vk(['token', `id:${connection.id}`])).code).toBe(0);
  expect((await vk(['lock'])).code).toBe(0);
  expect((await vk(['token', connection.id])).code).toBe(7);
  expect((await vk(['status'])).out).toContain('locked');
});

test('a refused token is answered with a newer one, and a token is inspected offline', async () => {
  const { approve, connection, vk } = await withAgent();
  await approve();
  const old = (await vk(['token', connection.id])).out;
  const { code, out } = await vk(['refused', connection.id], old);
  expect(code).toBe(0);
  expect(out).not.toBe(old);
  const inspection = await vk(['inspect', '--json'], out);
  expect({ code: inspection.code, err: inspection.err }).toEqual({ code: 0, err: '' });
});

test('an account that nobody has is said as that', async () => {
  const { vk } = await withAgent();
  expect(await vk(['token', 'nobody'])).toEqual({
    code: 3,
    out: '',
    err: 'vk: No account is meant by "nobody". See "vk accounts".\n',
  });
});

/** What each request answers, by the contract, has to be what the command line reads: else this does not compile. */
type Frozen<Value> = unknown extends Value
  ? unknown
  : { readonly [Name in keyof Value]: Frozen<Value[Name]> };
type Reads<Schema extends z.ZodMiniType, Reply extends Frozen<z.input<Schema>>> = [Schema, Reply];
type Agreement = [
  Reads<typeof statusSchema, AgentOutput<'status'>>,
  Reads<typeof connectionsSchema, AgentOutput<'connections'>>,
  Reads<typeof tokenSchema, AgentOutput<'token'>>,
  Reads<typeof signInSchema, AgentOutput<'sign-in'>>,
  Reads<typeof revocationSchema, AgentOutput<'revoke'>>,
  Reads<typeof inspectionSchema, AgentOutput<'inspect'>>,
  Reads<typeof problemSchema, AgentProblem>,
];

test('the command line asks what the contract allows, and reads all that it answers', () => {
  const replies: Agreement['length'] = 7;
  expect(replies).toBe(7);
  const token: Required<TokenRequest> = {
    connection: 'work',
    scope: 'a b',
    resource: 'https://api.example.com',
    min_valid: 900,
    reason: 'report',
  };
  const again: SignInRequest = { connection: 'work' };
  const anew: SignInRequest = { issuer: 'https://a.example', client_id: 'c', device: true };
  expect(tokenRequestSchema.parse(token)).toEqual(token);
  expect(signInRequestSchema.parse(again)).toEqual(again);
  expect(signInRequestSchema.parse(anew)).toEqual(anew);
  const { min_valid: _, reason: __, ...rest } = token;
  const refused = { ...rest, access_token: 'old' };
  expect(refusedRequestSchema.parse(refused)).toEqual(refused);
});
