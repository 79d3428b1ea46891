import type { SignIn } from '../agent/replies.ts';
import { ACCOUNT, type Command, type Context } from '../command.ts';
import { withConnection } from '../connection/account-token.ts';
import { chooseConnection } from '../connection/choose.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { safeText } from '../text/safe-text.ts';

const SECONDS_BETWEEN_LOOKS = 1;

/** Says once what the person has to do on another device. @see RFC 8628 §3.3 */
const showCode = async (context: Context, signIn: SignIn): Promise<boolean> => {
  const { user_code: code, verification_uri: address } = signIn;
  if (code === undefined || address === undefined) return false;
  await context.remark(`Open ${safeText(address)} and enter ${safeText(code)}.`);
  return true;
};

const isPending = ({ state }: SignIn): boolean => state === 'pending';

/** Waits until the sign-in is over. */
const waitForEnd = async (context: Context, started: SignIn): Promise<SignIn> => {
  let signIn = started;
  let isShown = await showCode(context, signIn);
  while (isPending(signIn)) {
    await context.platform.sleep(SECONDS_BETWEEN_LOOKS);
    signIn = await context.agent.signInState(started.id);
    isShown ||= await showCode(context, signIn);
  }
  return signIn;
};

const signInRequest = async ({ agent, given }: Context) => {
  const [provider] = given.operands;
  const issuer = given.text('issuer');
  const account = given.text('again');
  const named = [provider, issuer, account].filter((one) => one !== undefined);
  if (named.length !== 1) {
    throw usageFailure('Say one of PROVIDER, --issuer and --again.', 'See "vk login --help".');
  }
  const device = given.has('device') ? { device: true } : {};
  if (account !== undefined) {
    return { connection: chooseConnection(await agent.connections(), account).id, ...device };
  }
  return { provider, issuer, client_id: given.text('client-id'), ...device };
};

export const login: Command = {
  name: 'login',
  summary: 'Sign in, in your browser or on another device.',
  operands: [{ name: 'PROVIDER', isOptional: true }],
  options: {
    issuer: { value: 'URL', help: 'The authorization server, where no provider is named.' },
    'client-id': { value: 'ID', help: 'The client that is registered there.' },
    again: { value: 'ACCOUNT', help: 'Sign in again with an account that you have.' },
    device: { help: 'Show a code to enter on another device: for a machine without a browser.' },
    'no-wait': { help: 'Start it and end.' },
  },
  body: [],
  examples: [
    { line: 'vk login github', says: 'By a provider that Valet Key knows' },
    { line: 'vk login --issuer https://login.example.com', says: 'By the address of any server' },
    { line: 'vk login --again work --device', says: 'Again, over ssh' },
  ],
  run: async (context) => {
    const { agent, given, isJson, print, printJson } = context;
    const started = await agent.signIn(await signInRequest(context));
    const end = given.has('no-wait') ? started : await waitForEnd(context, started);
    if (end.failure !== undefined) {
      throw new CliFailure(end.failure.code, end.failure.title ?? 'The sign-in failed.');
    }
    if (isJson) await printJson(end);
    else await print(isPending(end) ? 'The sign-in has been started.\n' : 'You are signed in.\n');
    return 0;
  },
};

export const revoke: Command = {
  name: 'revoke',
  summary: 'End a login at its server, with every token of it.',
  operands: [ACCOUNT],
  options: { yes: { short: 'y', help: 'Do not ask.' } },
  body: [],
  examples: [{ line: 'vk revoke work --yes', says: 'In a script' }],
  run: async (context) => {
    const { agent, given, isJson, platform, print, printJson } = context;
    const [selector = ''] = given.operands;
    if (!given.has('yes')) {
      throw usageFailure(
        `This ends the login "${safeText(selector)}" at its server, for every program that uses it.`,
        `If you mean it: vk revoke ${platform.isTerminal.input ? safeText(selector) : 'ACCOUNT'} --yes`,
      );
    }
    const outcome = await withConnection(context, selector, (one) => agent.revoke(one));
    if (isJson) await printJson({ outcome });
    else await print(`${safeText(outcome)}\n`);
    return 0;
  },
};

export const status: Command = {
  name: 'status',
  summary: 'Say whether Valet Key runs, and whether it is locked.',
  operands: [],
  options: {},
  body: [],
  examples: [{ line: 'vk status || echo "no tokens today"', says: 'In a script' }],
  run: async ({ agent, isJson, print, printJson }) => {
    const found = await agent.status();
    if (isJson) await printJson(found);
    else {
      const state = found.locked ? 'locked' : 'unlocked';
      const number = `${found.connections} ${found.connections === 1 ? 'account' : 'accounts'}`;
      await print(`Valet Key ${safeText(found.version)} is running, ${state}, with ${number}.\n`);
    }
    return 0;
  },
};

export const lock: Command = {
  name: 'lock',
  summary: 'Lock Valet Key: nobody gets a token until you unlock it.',
  operands: [],
  options: {},
  body: [],
  examples: [{ line: 'vk lock', says: 'When you leave the desk' }],
  run: async ({ agent, isJson, print, printJson }) => {
    await agent.lock();
    if (isJson) await printJson({ locked: true });
    else await print('Locked.\n');
    return 0;
  },
};

/** Takes whole events out of what has arrived so far. @see https://html.spec.whatwg.org/#event-stream-interpretation */
const takeEvents = (text: string) => {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const lines = block.split('\n');
    const field = (name: string): readonly string[] =>
      lines
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    const data = field('data').join('\n');
    return data === '' ? [] : [{ event: field('event').at(-1) ?? 'message', data }];
  });
  return { events, rest };
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const events: Command = {
  name: 'events',
  summary: 'Print what happens, a line each, until you stop it.',
  operands: [],
  options: {},
  body: [],
  examples: [{ line: 'vk events --json | jq -c .', says: 'As JSON, a line each' }],
  run: async ({ agent, isJson, print, printJson }) => {
    let left = '';
    await agent.events(async (text) => {
      const { events: whole, rest } = takeEvents(left + text);
      left = rest;
      for (const { event, data } of whole) {
        if (isJson) await printJson({ event, data: asJson(data) });
        else await print(`${safeText(event)} ${safeText(data)}\n`);
      }
    });
    return 0;
  },
};
