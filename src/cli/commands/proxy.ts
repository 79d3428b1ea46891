import { CLIENT_FIELDS } from '../agent/client.ts';
import { socketPath } from '../agent/socket-path.ts';
import { ACCOUNT_OR_FOLDER, type Command } from '../command.ts';
import { TOKEN_OPTIONS, wantedToken, withConnection } from '../connection/account-token.ts';
import { isSafeForTokens } from '../connection/hosts.ts';
import { usageFailure } from '../failure.ts';

/** The API: by https, or on this machine. */
const originOf = (text: string | undefined): string => {
  if (text === undefined) throw usageFailure('Say which API: --to https://api.example.com.');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSafeForTokens(url) || url.href !== `${url.origin}/`) {
    throw usageFailure('--to is https, a host and perhaps a port, and nothing else.');
  }
  return url.origin;
};

const RULE = /^(?:[A-Z]+|\*):\/[^\s?#]*$/;

const ruleIn = (text: string): string => {
  if (RULE.test(text)) return text;
  throw usageFailure('--allow is a method and a path, such as GET:/issues or *:/.');
};

/** A use is asked for anew so long before it ends: seconds. */
const BEFORE_END = 5;

export const proxy: Command = {
  name: 'proxy',
  summary: 'Let a tool call one API without its ever seeing the token.',
  operands: [ACCOUNT_OR_FOLDER],
  options: {
    ...TOKEN_OPTIONS,
    to: {
      value: 'ORIGIN',
      help: 'The API: https://api.example.com. No other host gets the token.',
    },
    allow: {
      value: 'METHOD:PATH',
      isRepeatable: true,
      help: 'What may be called: a method or *, and where paths begin. If not said: GET:/.',
    },
  },
  body: [
    'You are asked once, with all that may be called. Then it prints the path of a Unix socket in a folder that only ' +
      'you may enter, and passes on what comes in there until it is stopped. Valet Key itself puts the token in: ' +
      'neither the tool nor vk ever has it. An Authorization of the tool is dropped; redirects are handed back, not ' +
      'followed. After a 401 there is one newer token, and what has no body is sent once more. Each call is in the ' +
      'activity.',
    'Every program of yours that can reach the socket can use it while it is open. The API may still put the token ' +
      'into the body of an answer; out of header fields it is taken.',
  ],
  examples: [
    {
      line: 'vk proxy work --to https://api.example.com --allow GET:/issues',
      says: 'Only reading, only issues',
    },
    {
      line: 'curl --unix-socket "$SOCKET" http://api.example.com/issues',
      says: 'The tool, with the path that was printed',
    },
  ],
  run: async (context) => {
    const { agent, given, platform, print } = context;
    const { min_valid: _, ...wanted } = wantedToken(context, given.operands[0]);
    const origin = originOf(given.text('to'));
    const allowed = given.list('allow').map(ruleIn);
    const allow = allowed.length === 0 ? ['GET:/'] : allowed;
    const open = () =>
      withConnection(context, wanted.connection, (connection) =>
        agent.use({ ...wanted, connection, origin, allow }),
      );
    // You are asked before the tool is, and a wrong account is said at once.
    let use = await open();
    const { XDG_RUNTIME_DIR: runtime } = platform.environment;
    const parent = runtime?.startsWith('/') === true ? runtime : '/tmp';
    const folder = platform.files.makePrivateFolder(parent);
    const socket = platform.files.join(folder, 'api.sock');
    try {
      await platform.runProxy({
        socket,
        host: new URL(origin).host,
        agentSocket: socketPath(platform),
        fields: CLIENT_FIELDS,
        async path() {
          const { expires_at: end } = use;
          if (end !== undefined && end - platform.now() < BEFORE_END) use = await open();
          return use.path;
        },
        onListening: () => print(`${socket}\n`),
      });
    } finally {
      platform.files.remove(folder);
    }
    return 0;
  },
};
