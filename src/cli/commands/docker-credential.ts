import type { Command, Context } from '../command.ts';
import { getBearerToken, wantedToken, TOKEN_OPTIONS } from '../connection/account-token.ts';
import { DEFAULT_USERNAME, readHosts } from '../connection/hosts.ts';
import { EXIT_CODES } from '../failure.ts';

const LIMIT = 16 * 1024;

/** Docker knows this sentence and goes on without credentials. */
const NOT_FOUND = 'credentials not found in native keychain';

/**
 * `https://registry.example.com/v2/` and `registry.example.com` name the same host; undefined for what is not
 * asked over TLS, however it is spelled.
 */
const hostOf = (server: string): string | undefined => {
  const address = server.includes('://') ? server : `https://${server}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, host } = new URL(address);
  return protocol === 'https:' ? host : undefined;
};

const get = async (context: Context): Promise<number> => {
  const { platform, print, printJson } = context;
  const server = (await platform.readInput(LIMIT))?.trim() ?? '';
  const rule = readHosts(platform).get(hostOf(server) ?? '');
  if (rule === undefined) {
    await print(`${NOT_FOUND}\n`);
    return EXIT_CODES.failed.code;
  }
  const { account, username = DEFAULT_USERNAME, ...narrower } = rule;
  const wanted = { ...narrower, ...wantedToken(context, account) };
  const { access_token: secret } = await getBearerToken(context, wanted);
  await printJson({ ServerURL: server, Username: username, Secret: secret });
  return 0;
};

const list = async ({ platform, printJson }: Context): Promise<number> => {
  const all = [...readHosts(platform)].map(([host, { username = DEFAULT_USERNAME }]) => [
    host,
    username,
  ]);
  await printJson(Object.fromEntries(all));
  return 0;
};

export const dockerCredential: Command = {
  name: 'docker-credential',
  summary: 'Give docker a token for a registry (a credential helper).',
  operands: [{ name: 'ACTION', isOptional: false, choices: ['get', 'list', 'store', 'erase'] }],
  options: TOKEN_OPTIONS,
  body: [
    'Docker calls it as docker-credential-valet-key, with the registry on standard input. Which registry gets a ' +
      'token of which account stands in ~/.config/valet-key/hosts.json: {"registry.example.com": {"account": "work"}}.',
    'Nothing is stored or erased: "docker login" is not needed, and is told so.',
  ],
  examples: [
    {
      line: 'echo \'{"credHelpers": {"registry.example.com": "valet-key"}}\' > ~/.docker/config.json',
      says: 'For one registry',
    },
    {
      line: 'echo registry.example.com | vk docker-credential get',
      says: 'What docker will be given',
    },
  ],
  run: async (context) => {
    switch (context.given.operands[0]) {
      case 'get':
        return get(context);
      case 'list':
        return list(context);
      default:
        // Docker shows what stands on standard output.
        await context.print(
          'Valet Key stores no passwords: name the registry in hosts.json, and sign in with "vk login".\n',
        );
        return EXIT_CODES.failed.code;
    }
  },
};
