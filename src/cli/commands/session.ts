import type { SignInRequest } from '../agent/client.ts';
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

/** Says once where to sign in, and takes the address that the browser ends at. @see RFC 8252 §7.3 */
const showAddress = async (
  context: Context,
  { id, authorization_url: address }: SignIn,
  signal: AbortSignal,
): Promise<boolean> => {
  if (address === undefined) return false;
  await context.remark(
    `Open this address in a browser: ${safeText(address)} If the browser is on another machine, it ends at a page ` +
      'that does not open: paste the address of that page here.',
  );
  context.platform.onLine(signal, (line) => {
    const url = line.trim();
    if (url === '') return;
    context.agent.redirect(id, url).then(
      (verdict) => {
        if (verdict !== 'proceed' && verdict !== 'fail') void notTheAddress(context);
      },
      () => notTheAddress(context),
    );
  });
  return true;
};

const notTheAddress = (context: Context): Promise<void> =>
  context.remark('This is not the address that this sign-in waits for.');

/** Waits until the sign-in is over. */
const waitForEnd = async (context: Context, started: SignIn): Promise<SignIn> => {
  const over = new AbortController();
  const show = async (signIn: SignIn): Promise<boolean> =>
    (await showCode(context, signIn)) || (await showAddress(context, signIn, over.signal));
  let signIn = started;
  try {
    let isShown = await show(signIn);
    while (isPending(signIn)) {
      await context.platform.sleep(SECONDS_BETWEEN_LOOKS);
      signIn = await context.agent.signInState(started.id);
      isShown ||= await show(signIn);
    }
  } finally {
    over.abort();
  }
  return signIn;
};

const signInRequest = async ({ agent, given }: Context): Promise<SignInRequest> => {
  const [issuer] = given.operands;
  const account = given.text('again');
  if ((issuer === undefined) === (account === undefined)) {
    throw usageFailure('Say either an issuer or --again ACCOUNT.', 'See "vk login --help".');
  }
  if (account === undefined) {
    const device = given.has('device') ? { device: true } : {};
    return { issuer, client_id: given.text('client-id'), ...device };
  }
  if (given.has('device')) {
    throw usageFailure('An account is signed in again as it was before: leave out --device.');
  }
  return { connection: chooseConnection(await agent.connections(), account).id };
};

export const login: Command = {
  name: 'login',
  summary: 'Sign in, in your browser or on another device.',
  operands: [{ name: 'ISSUER', isOptional: true }],
  options: {
    'client-id': {
      value: 'ID',
      help: 'The client that is registered there; without it the server is asked to register one.',
    },
    again: { value: 'ACCOUNT', help: 'Sign in again with an account that you have.' },
    device: { help: 'Show a code to enter on another device: for a machine without a browser.' },
    'no-wait': { help: 'Start it and end.' },
  },
  body: ['ISSUER is the address of the authorization server, such as https://login.example.com.'],
  examples: [
    { line: 'vk login https://login.example.com', says: 'In the browser of this machine' },
    {
      line: 'vk login https://login.example.com --client-id cli --device',
      says: 'Over ssh: on another device',
    },
    { line: 'vk login --again work', says: 'When an account has to be signed in again' },
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
