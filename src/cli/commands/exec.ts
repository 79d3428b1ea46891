import { ACCOUNT_OR_FOLDER, type Command, type Context } from '../command.ts';
import {
  getBearerToken,
  TOKEN_OPTIONS,
  wantedToken,
  type Wanted,
} from '../connection/account-token.ts';
import type { Token } from '../agent/replies.ts';
import { LONGEST_MINIMUM } from '../connection/duration.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import type { Child, ChildEnd, DescriptorStream } from '../platform/platform.ts';
import { createRedactor, type Redactor } from '../text/redactor.ts';
import { curlConfiguration, environmentName } from './token.ts';

/** The exit code of a program, as shells give it. */
const exitCodeOf = (command: string, end: ChildEnd): number => {
  switch (end.kind) {
    case 'exited':
      return end.code;
    case 'signalled':
      return 128 + end.number;
    case 'not-found':
      throw new CliFailure('VK_INVALID_INPUT', `There is no program "${command}".`, {
        exit: 'not-found',
      });
    case 'not-runnable':
      throw new CliFailure('VK_INVALID_INPUT', `The program "${command}" cannot be run.`, {
        exit: 'not-runnable',
      });
  }
};

const programOf = ({ given }: Context): { command: string; arguments: readonly string[] } => {
  const [command, ...words] = given.rest;
  if (command === undefined)
    throw usageFailure('Nothing stands after "--".', 'Write: vk exec ACCOUNT -- PROGRAM');
  return { command, arguments: words };
};

const registryKey = (address: string): string => {
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw usageFailure('The address of a registry begins with https://.');
  }
  const { host, pathname } = new URL(address);
  return `//${host}${pathname.endsWith('/') ? pathname : `${pathname}/`}`;
};

const pipAddress = (address: string, token: string): string => {
  registryKey(address);
  const url = new URL(address);
  url.username = 'oauth2';
  url.password = token;
  return url.href;
};

/** npm puts variables of the environment in place of their names, also in a token. */
const npmToken = (token: string): string => {
  if (!token.includes('${')) return token;
  throw new CliFailure(
    'VK_REPLY_INVALID',
    'The server gave a token in which npm would read the name of a variable.',
  );
};

/** The variables that tools read, each made from the token. */
const environmentOf = ({ given }: Context, { access_token: token }: Token) => {
  const npm = given.text('npm');
  const pip = given.text('pip');
  const names = given.list('env').map(environmentName);
  const isElsewhere =
    npm !== undefined || pip !== undefined || given.has('file') || given.has('fd');
  const own = names.length === 0 && !isElsewhere ? ['ACCESS_TOKEN'] : names;
  return {
    ...Object.fromEntries(own.map((name) => [name, token])),
    ...(npm === undefined
      ? {}
      : { [`npm_config_${registryKey(npm)}:_authToken`]: npmToken(token) }),
    ...(pip === undefined ? {} : { PIP_INDEX_URL: pipAddress(pip, token) }),
  };
};

/** A program that uses several tokens gets the next one when three quarters of a life are over. */
const SHARE_OF_LIFE = 0.75;
/** Servers that give tokens of a few seconds, or refuse, are asked no more often than this. */
const SECONDS_BETWEEN = 5;

/** Gets the next token again and again, until the signal is aborted. */
const keepFresh = async (
  context: Context,
  wanted: Wanted,
  first: Token,
  onToken: (token: Token) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { platform } = context;
  let current = first;
  let life = (first.expires_at ?? Infinity) - platform.now();
  while (current.expires_at !== undefined) {
    const left = current.expires_at - platform.now();
    await platform.sleep(Math.max(SECONDS_BETWEEN, left - life * (1 - SHARE_OF_LIFE)), signal);
    if (signal.aborted) return;
    try {
      // Half a life: more than what is left of this one, less than what the next one has.
      const half = Math.max(1, Math.floor(life / 2));
      current = await getBearerToken(context, {
        ...wanted,
        min_valid: Math.min(wanted.min_valid ?? half, half, LONGEST_MINIMUM),
      });
      life = (current.expires_at ?? Infinity) - platform.now();
      onToken(current);
    } catch (thrown) {
      if (!(thrown instanceof CliFailure)) throw thrown;
      await context.remark(`The next token could not be had: ${thrown.message}`);
    }
  }
};

interface Places {
  readonly environment: Record<string, string>;
  readonly stream: DescriptorStream | undefined;
  put(token: Token): void;
  clear(): void;
}

/** Where the program finds the newest token: a file, descriptor 3, or neither. */
const placesFor = ({ given, platform }: Context): Places => {
  const { files, environment } = platform;
  const folder = given.has('file')
    ? files.makePrivateFolder(
        // Empty means not set; so does a relative path, which the program may not find again. XDG Base Directory
        [environment['XDG_RUNTIME_DIR'], environment['TMPDIR']].find((at) => at?.startsWith('/')) ??
          '/tmp',
      )
    : undefined;
  const path = folder === undefined ? undefined : files.join(folder, 'token');
  const stream = given.has('fd') ? { write: () => undefined } : undefined;
  return {
    environment: {
      ...(path === undefined ? {} : { ACCESS_TOKEN_FILE: path }),
      ...(stream === undefined ? {} : { ACCESS_TOKEN_FD: '3' }),
    },
    stream,
    put: ({ access_token: token }) => {
      if (path !== undefined) files.replace(path, token);
      (stream as DescriptorStream | undefined)?.write(`${token}\n`);
    },
    clear: () => {
      if (folder !== undefined) files.remove(folder);
    },
  };
};

const runWithPlaces = async (
  context: Context,
  wanted: Wanted,
  first: Token,
  redactor: Redactor,
  child: Child,
): Promise<ChildEnd> => {
  const places = placesFor(context);
  const over = new AbortController();
  const onToken = (token: Token): void => {
    redactor.add(token.access_token);
    places.put(token);
  };
  try {
    if (context.given.has('file')) places.put(first);
    const { stream } = places;
    const running = context.platform.run({
      ...child,
      environment: { ...child.environment, ...places.environment },
      ...(stream === undefined ? {} : { descriptor: { stream } }),
      onStart: () => stream?.write(`${first.access_token}\n`),
    });
    const fresh = keepFresh(context, wanted, first, onToken, over.signal);
    const end = await running;
    over.abort();
    await fresh;
    return end;
  } finally {
    over.abort();
    places.clear();
  }
};

export const exec: Command = {
  name: 'exec',
  summary: 'Run a program with an access token.',
  operands: [ACCOUNT_OR_FOLDER],
  rest: 'PROGRAM [ARGUMENTS...]',
  options: {
    ...TOKEN_OPTIONS,
    env: {
      value: 'NAME',
      isRepeatable: true,
      help: 'The variable that holds the token: ACCESS_TOKEN if not said.',
    },
    file: {
      help: 'In a private file whose path is in ACCESS_TOKEN_FILE; it always holds a token that is valid.',
    },
    fd: { help: 'On descriptor 3, a line for each new token.' },
    npm: { value: 'URL', help: 'For npm, as the token of this registry.' },
    pip: { value: 'URL', help: 'For pip, in the address of this index (PIP_INDEX_URL).' },
    'no-redact': {
      help: 'Leave the output as it is; a program that draws on the terminal wants it.',
    },
  },
  body: [
    'The token is taken out of what the program prints, also in Base64 and URLs. The exit code is that of the program. ' +
      'A variable cannot change while a program runs: one that runs longer than a token lives reads --file or --fd.',
  ],
  examples: [
    { line: 'vk exec work -- ./report.sh', says: 'The script reads $ACCESS_TOKEN' },
    {
      line: 'vk exec work --file -- sh -c \'while sleep 60; do ./poll.sh "$ACCESS_TOKEN_FILE"; done\'',
      says: 'Longer than a token lives: read the file each time',
    },
    {
      line: 'vk exec work --npm https://npm.example.com/ -- npm ci',
      says: 'npm, without a token in .npmrc',
    },
    {
      line: 'vk exec work --env GH_TOKEN -- gh issue list',
      says: 'A tool with a variable of its own',
    },
  ],
  run: async (context) => {
    const { given } = context;
    const program = programOf(context);
    const wanted = wantedToken(context, given.operands[0]);
    const first = await getBearerToken(context, wanted);
    const redactor = createRedactor();
    redactor.add(first.access_token);
    const child: Child = {
      ...program,
      environment: environmentOf(context, first),
      ...(given.has('no-redact') ? {} : { filter: redactor.filter }),
    };
    const isRenewed = given.has('file') || given.has('fd');
    const end = isRenewed
      ? await runWithPlaces(context, wanted, first, redactor, child)
      : await context.platform.run(child);
    return exitCodeOf(program.command, end);
  },
};

export const curl: Command = {
  name: 'curl',
  summary: 'Call an API by curl, with an access token.',
  operands: [ACCOUNT_OR_FOLDER],
  rest: 'CURL-ARGUMENTS...',
  options: TOKEN_OPTIONS,
  body: [
    'curl reads the token from a descriptor, so it is in no argument, no variable and no file that has a name; curl ' +
      'sends it to the host of the address alone, not to one that it is redirected to. It is taken out of what curl ' +
      'prints (--verbose shows headers).',
  ],
  examples: [
    { line: 'vk curl work -- https://api.example.com/issues', says: 'GET' },
    {
      line: 'vk curl work -- --json @- https://api.example.com/issues < issue.json',
      says: 'POST what comes from standard input',
    },
    {
      line: 'vk curl work --scope read:issues -- --fail --silent https://api.example.com/issues',
      says: 'With one scope, and an exit code for a refusal',
    },
  ],
  run: async (context) => {
    const { given, platform } = context;
    if (given.rest.length === 0) {
      throw usageFailure('Nothing stands after "--".', 'Write: vk curl ACCOUNT -- https://…');
    }
    const token = await getBearerToken(context, wantedToken(context, given.operands[0]));
    const redactor = createRedactor();
    redactor.add(token.access_token);
    const end = await platform.run({
      command: 'curl',
      // Where an address names no scheme, curl guesses http, and the token would go in clear text.
      arguments: ['--config', '/dev/fd/3', '--proto-default', 'https', ...given.rest],
      environment: {},
      descriptor: { text: curlConfiguration(token) },
      filter: redactor.filter,
    });
    return exitCodeOf('curl', end);
  },
};
