import type { Token } from '../agent/replies.ts';
import { ACCOUNT_OR_FOLDER, type Command, type Options } from '../command.ts';
import {
  getBearerToken,
  getToken,
  TOKEN_OPTIONS,
  wantedToken,
  withConnection,
} from '../connection/account-token.ts';
import { usageFailure } from '../failure.ts';
import { shellQuoted } from '../text/safe-text.ts';

const FORMATS = ['raw', 'header', 'json', 'env', 'curl'] as const;
type Format = (typeof FORMATS)[number];

const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const FORMAT_OPTIONS: Options = {
  format: { value: 'FORMAT', choices: FORMATS, help: 'How to print it: raw if not said.' },
  name: { value: 'NAME', help: 'The variable that --format env sets: ACCESS_TOKEN if not said.' },
};

/** A quoted value of curl's configuration file. */
export const curlConfiguration = ({ access_token: token }: Token): string =>
  `oauth2-bearer = "${token.replaceAll(/["\\]/g, '\\$&')}"\n`;

const written = (token: Token, format: Format, name: string): string => {
  switch (format) {
    case 'raw':
      return `${token.access_token}\n`;
    case 'header':
      return `Authorization: Bearer ${token.access_token}\n`;
    case 'json':
      return `${JSON.stringify(token)}\n`;
    case 'env':
      return `export ${name}=${shellQuoted(token.access_token)}\n`;
    case 'curl':
      return curlConfiguration(token);
  }
};

const formatOf = (text: string | undefined, isJson: boolean): Format => {
  if (isJson) return 'json';
  return FORMATS.find((format) => format === text) ?? 'raw';
};

/** Reads a name for an environment variable. @throws CliFailure VK_INVALID_INPUT */
export const environmentName = (text: string): string => {
  if (ENVIRONMENT_NAME.test(text)) return text;
  throw usageFailure('The name of a variable is letters, digits and underscores.');
};

export const token: Command = {
  name: 'token',
  summary: 'Print an access token.',
  operands: [ACCOUNT_OR_FOLDER],
  options: { ...TOKEN_OPTIONS, ...FORMAT_OPTIONS },
  body: [
    'The token comes from the cache if it lives long enough, else by one refresh that all who ask share. You may be ' +
      'asked in a window first. In a script prefer "vk exec" or "vk curl": a token in a command line can be read by ' +
      'everybody on the machine.',
  ],
  examples: [
    { line: 'vk token work', says: 'The token alone' },
    {
      line: 'vk token work --scope read:issues --min-valid 10m',
      says: 'With one scope, good for ten minutes at least',
    },
    {
      line: 'vk token work --format curl | curl --config - https://api.example.com/issues',
      says: 'Into curl, past the command line',
    },
    { line: 'eval "$(vk token work --format env)"', says: 'As a variable of this shell' },
  ],
  run: async (context) => {
    const { given, isJson, print } = context;
    const wanted = wantedToken(context, given.operands[0]);
    const format = formatOf(given.text('format'), isJson);
    const name = environmentName(given.text('name') ?? 'ACCESS_TOKEN');
    const isExact = format === 'raw' || format === 'json';
    const found = await (isExact ? getToken : getBearerToken)(context, wanted);
    await print(written(found, format, name));
    return 0;
  },
};

/** More than any access token. */
const TOKEN_LIMIT = 64 * 1024;

export const refused: Command = {
  name: 'refused',
  summary: 'Say that an API refused a token (401), and print a newer one.',
  operands: [ACCOUNT_OR_FOLDER],
  options: { ...TOKEN_OPTIONS, ...FORMAT_OPTIONS },
  body: [
    'The refused token is read from standard input, never from the command line. Ten programs that say so of the same ' +
      'token make one refresh.',
  ],
  examples: [
    {
      line: 'TOKEN=$(printf %s "$TOKEN" | vk refused work)',
      says: 'After a 401, for the same account',
    },
  ],
  run: async (context) => {
    const { agent, given, isJson, platform, print } = context;
    const { connection, scope, resource } = wantedToken(context, given.operands[0]);
    const old = (await platform.readInput(TOKEN_LIMIT))?.trim() ?? '';
    if (old === '')
      throw usageFailure('The refused token is read from standard input: pipe it in.');
    const request = { scope, resource, access_token: old };
    const found = await withConnection(context, connection, (one) =>
      agent.refused({ ...request, connection: one }),
    );
    const name = environmentName(given.text('name') ?? 'ACCESS_TOKEN');
    await print(written(found, formatOf(given.text('format'), isJson), name));
    return 0;
  },
};
