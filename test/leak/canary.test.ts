import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Http } from '../../src/core/port/http.ts';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { createFileLog } from '../../src/main/adapter/system/file-log.ts';
import { openFileLedger } from '../../src/main/adapter/system/file-ledger.ts';
import type { CommandInput, CommandName } from '../../src/contract/contract.ts';
import { fakeClock } from '../fake/clock.ts';
import { fakeLog } from '../fake/log.ts';
import { tempFolder } from '../main/adapter/temp-folder.ts';
import { handlersRig } from '../main/handlers/handlers-rig.ts';

/** Response members and form parameters whose values must never be seen outside. */
const SECRET_NAMES = [
  'access_token',
  'refresh_token',
  'id_token',
  'code',
  'code_verifier',
  'client_secret',
  'client_assertion',
  'token',
  'password',
  'assertion',
];

const CLIENT_SECRET = 'canary "client" secret \\ with everything';

const valuesIn = (members: Readonly<Record<string, unknown>>): readonly string[] =>
  SECRET_NAMES.map((name) => members[name]).filter((value) => typeof value === 'string');

/** Remembers every secret that passes between the program and the server, in either direction. */
const wiretap = () => {
  const secrets = new Set<string>([CLIENT_SECRET]);
  const http =
    (server: Http): Http =>
    async (url, request) => {
      const form = Object.fromEntries(new URLSearchParams(request.body));
      valuesIn(form).forEach((value) => secrets.add(value));
      const proof = new Headers(request.headers).get('authorization');
      if (proof !== null) secrets.add(proof.replace(/^\w+ /, ''));
      const response = await server(url, request);
      const body: unknown = await response
        .clone()
        .json()
        .catch(() => ({}));
      valuesIn(body as Record<string, unknown>).forEach((value) => secrets.add(value));
      return response;
    };
  return { secrets, http };
};

/** The ways a secret may be spelled in something that was written. */
const spellings = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  encodeURIComponent(secret),
  new URLSearchParams({ secret }).toString().slice(7),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

/** Everything a thrown value says, in every way it can be asked. */
const saidBy = (thrown: unknown): string => {
  const own = thrown instanceof Error ? [thrown.message, thrown.stack, String(thrown)] : [];
  const cause = thrown instanceof Error && thrown.cause !== undefined ? saidBy(thrown.cause) : '';
  const inspected = inspect(thrown, { depth: 12, showHidden: true, getters: true });
  return [...own, cause, inspected, JSON.stringify(thrown)].join('\n');
};

const expectNoneOf = (secrets: ReadonlySet<string>, written: Readonly<Record<string, string>>) => {
  for (const [where, text] of Object.entries(written)) {
    for (const secret of secrets) {
      const found = spellings(secret).filter((spelling) => text.includes(spelling));
      expect(found, `a secret of ${secret.length} characters in ${where}`).toEqual([]);
    }
  }
};

const CLIENT = {
  clientId: 'valet-key',
  clientSecret: CLIENT_SECRET,
  redirectUris: ['http://127.0.0.1/redirect/as.example'],
};

/** The program with its real log on disk and a wiretap at the network. */
const tapped = async (options: { readonly between?: (server: Http) => Http } = {}) => {
  const path = join(tempFolder(), 'app.log');
  const file = createFileLog({ path, clock: fakeClock() });
  const memory = fakeLog();
  const log = {
    info: (...line: Parameters<typeof file.info>) =>
      [file, memory].forEach((to) => to.info(...line)),
    warn: (...line: Parameters<typeof file.warn>) =>
      [file, memory].forEach((to) => to.warn(...line)),
  };
  const { secrets, http } = wiretap();
  const rig = await handlersRig({
    log,
    server: { clients: [CLIENT], accessTokenFormat: 'jwt' },
    http: (server) => http(options.between?.(server) ?? server),
  });
  const replies: string[] = [];
  const send = async <Name extends CommandName>(name: Name, input: CommandInput<Name>) => {
    const reply = await rig.send(name, input);
    replies.push(`${name}: ${JSON.stringify(reply)}`);
    return reply;
  };
  const signedIn = () => rig.signedIn({ clientSecret: CLIENT_SECRET });
  return {
    ...rig,
    secrets,
    send,
    signedIn,
    /** All that is to be searched. */
    written: () => ({
      'the replies of commands': replies.join('\n'),
      'the log file': readFileSync(path, 'utf8'),
      'the log': memory.text(),
      'the trace': JSON.stringify(rig.tracer.list()),
      'the ledger': JSON.stringify(rig.ledger.list()),
      'the records': JSON.stringify(rig.connections.puts),
      'the list of sign-ins': inspect(rig.signIns.list(), { depth: 12, showHidden: true }),
    }),
  };
};

type Tapped = Awaited<ReturnType<typeof tapped>>;

/** Every command that is about a connection or looks at what happened, but the one that reveals. */
const sendEverything = async ({ send }: Tapped, connectionId: string) => {
  await send('app.status', {});
  await send('sign-in.list', {});
  await send('connection.list', {});
  await send('connection.rename', { connectionId, label: 'Work' });
  await send('connection.introspect', { connectionId });
  await send('connection.userinfo', { connectionId });
  await send('token.inspect', { connectionId });
  await send('token.refresh', { connectionId });
  await send('token.copy', { connectionId, format: 'curl' });
  await send('token.examine', { connectionId, askIssuer: true });
  await send('provider.list', {});
  await send('provider.export', {});
  await send('connection.revoke', { connectionId });
  await send('connection.revoke-all', {});
  await send('sign-in.start', { kind: 'again', connectionId });
  await send('connection.list', {});
  await send('trace.list', {});
  await send('ledger.list', {});
  await send('connection.forget', { connectionId });
};

describe('no secret is written or said anywhere', () => {
  it('in a whole life of a login: sign-in, refresh, every command, revocation, end', async () => {
    const rig = await tapped();
    const connectionId = await rig.signedIn();
    await rig.clock.advance(3600);
    await sendEverything(rig, connectionId);
    expect(rig.secrets.size).toBeGreaterThan(8);
    const written = rig.written();
    for (const [where, text] of Object.entries(written)) expect(text, where).not.toBe('');
    expect(written['the trace'].length).toBeGreaterThan(5000);
    expectNoneOf(rig.secrets, written);
  });

  it('would be noticed: a token that is revealed is found', async () => {
    const rig = await tapped();
    const connectionId = await rig.signedIn();
    await rig.send('token.reveal', { connectionId });
    expect(() => expectNoneOf(rig.secrets, rig.written())).toThrow('in the replies of commands');
  });

  it('in the real ledger file', async () => {
    const rig = await tapped();
    const connectionId = await rig.signedIn();
    await rig.send('token.copy', { connectionId, format: 'raw' });
    const path = join(tempFolder(), 'ledger.jsonl');
    let told = (): void => undefined;
    const written = new Promise<void>((resolve) => (told = resolve));
    const ledger = await openFileLedger(path, rig.clock, rig.log, told);
    for (const { id: _id, at: _at, ...entry } of rig.ledger.list()) ledger.record(entry);
    await written;
    expectNoneOf(rig.secrets, { 'the ledger file': JSON.stringify(ledger.list()) });
  });
});

/** Answers of a token endpoint that hold secrets and are refused. */
const HOSTILE: Readonly<Record<string, (form: URLSearchParams) => Response>> = {
  'repeats what it was sent in its error': (form) =>
    Response.json(
      { error: 'invalid_grant', error_description: `no: ${[...form.values()].join(' ')}` },
      { status: 400 },
    ),
  'gives tokens of a type that nobody knows': () =>
    Response.json({
      access_token: 'canary-access-1234',
      token_type: 'canary',
      refresh_token: 'canary-refresh-1234',
    }),
  'gives tokens with characters that tokens cannot have': () =>
    Response.json({
      access_token: 'canary-äccess\n',
      token_type: 'Bearer',
      refresh_token: 'canary-refresh-5678',
    }),
  'gives tokens twice': () =>
    new Response(
      '{"access_token":"canary-one-1234","access_token":"canary-two-1234","token_type":"Bearer"}',
      {
        headers: { 'content-type': 'application/json' },
      },
    ),
  'gives a page with a token in it': () =>
    new Response('<p>access_token=canary-in-a-page</p>', {
      headers: { 'content-type': 'text/html' },
    }),
  'gives half an answer': () =>
    new Response('{"token_type":"Bearer","access_token":"canary-cut-off-123', {
      headers: { 'content-type': 'application/json' },
    }),
  'gives a list': () => Response.json([{ refresh_token: 'canary-in-a-list' }]),
  'breaks down with everything in its page': (form) =>
    new Response(`Exception in refresh(${[...form].map((pair) => pair.join('=')).join(', ')})`, {
      status: 500,
    }),
};

describe('no failure contains a secret, whatever the server answers', () => {
  it.each(Object.keys(HOSTILE))('%s: at a sign-in and at a refresh', async (name) => {
    let isHostile = false;
    const rig = await tapped({
      between: (server) => (url, request) => {
        const answer = HOSTILE[name];
        return isHostile && url.endsWith('/token') && answer !== undefined
          ? Promise.resolve(answer(new URLSearchParams(request.body)))
          : server(url, request);
      },
    });
    const connectionId = await rig.signedIn();
    isHostile = true;
    await rig.clock.advance(3600);
    const thrown: unknown[] = [
      await rig.signedIn().catch((cause: unknown) => cause),
      await rig.accessTokens.get(connectionId as never).catch((cause: unknown) => cause),
    ];
    for (const one of thrown) expect(one).toBeInstanceOf(ValetKeyError);
    await rig.send('token.refresh', { connectionId });
    await rig.send('sign-in.list', {});
    await rig.send('trace.list', {});
    const written = rig.written();
    expect(rig.secrets.size).toBeGreaterThan(5);
    expectNoneOf(rig.secrets, { ...written, 'what was thrown': thrown.map(saidBy).join('\n') });
    expectNoneOf(new Set(['canary-']), {
      ...written,
      'what was thrown': thrown.map(saidBy).join('\n'),
    });
  });
});
