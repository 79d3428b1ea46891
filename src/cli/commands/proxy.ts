import { ACCOUNT_OR_FOLDER, type Command } from '../command.ts';
import {
  getBearerToken,
  TOKEN_OPTIONS,
  wantedToken,
  withConnection,
} from '../connection/account-token.ts';
import { isSafeForTokens } from '../connection/hosts.ts';
import { CliFailure, usageFailure } from '../failure.ts';

/** The API: by https, or on this machine. */
const originOf = (text: string | undefined): string => {
  if (text === undefined) throw usageFailure('Say which API: --to https://api.example.com.');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSafeForTokens(url) || url.href !== `${url.origin}/`) {
    throw usageFailure('--to is https, a host and perhaps a port, and nothing else.');
  }
  return url.origin;
};

interface Rule {
  readonly method: string;
  readonly path: string;
}

const ruleOf = (text: string): Rule => {
  const [, method, path] = /^([A-Z]+|\*):(\/[^\s?#]*)$/.exec(text) ?? [];
  if (method === undefined || path === undefined) {
    throw usageFailure('--allow is a method and a path, such as GET:/issues or *:/.');
  }
  return { method, path };
};

/** Servers read these as "/", "\", "." or nothing, after the path was compared. */
const HIDDEN = /%(?:2f|5c|2e|00)|\\|;|\/\//i;

/** The path as every server reads it; undefined for one that servers may read in two ways. */
const plainPath = (target: string): string | undefined => {
  const [path = ''] = target.split('?');
  if (!path.startsWith('/') || HIDDEN.test(path)) return undefined;
  return new URL(path, 'http://a').pathname === path ? path : undefined;
};

const isBelow = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** Whether a request is among what was allowed: by its method, and by whole segments of its path. */
const mayPass =
  (rules: readonly Rule[]) =>
  (method: string, target: string): boolean => {
    const path = plainPath(target);
    return (
      path !== undefined &&
      rules.some((rule) => ['*', method].includes(rule.method) && isBelow(path, rule.path))
    );
  };

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
    'Prints the path of a Unix socket in a folder that only you may enter, and passes on what comes in there until it ' +
      'is stopped. The header field Authorization is put in here, and one of the tool is dropped; redirects are ' +
      'handed back, not followed. After a 401 there is one newer token, and what has no body is sent once more.',
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
    const wanted = wantedToken(context, given.operands[0]);
    const origin = originOf(given.text('to'));
    const allowed = given.list('allow').map(ruleOf);
    const rules = allowed.length === 0 ? [{ method: 'GET', path: '/' }] : allowed;
    // You are asked before the tool is, and a wrong account is said at once.
    await getBearerToken(context, wanted);
    const { min_valid: _, reason: __, ...same } = wanted;
    const { XDG_RUNTIME_DIR: runtime } = platform.environment;
    const parent = runtime?.startsWith('/') === true ? runtime : '/tmp';
    const folder = platform.files.makePrivateFolder(parent);
    const socket = platform.files.join(folder, 'api.sock');
    try {
      await platform.runProxy({
        socket,
        origin,
        mayPass: mayPass(rules),
        token: async () => (await getBearerToken(context, wanted)).access_token,
        async refused(old) {
          try {
            const newer = await withConnection(context, wanted.connection, (connection) =>
              agent.refused({ ...same, connection, access_token: old }),
            );
            return newer.access_token;
          } catch (thrown) {
            if (thrown instanceof CliFailure) return undefined;
            throw thrown;
          }
        },
        onListening: () => print(`${socket}\n`),
      });
    } finally {
      platform.files.remove(folder);
    }
    return 0;
  },
};
