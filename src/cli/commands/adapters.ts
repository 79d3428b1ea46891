import type { Token } from '../agent/replies.ts';
import { ACCOUNT_OR_FOLDER, type Command } from '../command.ts';
import { getBearerToken, TOKEN_OPTIONS, wantedToken } from '../connection/account-token.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { shellQuoted } from '../text/safe-text.ts';

export const headers: Command = {
  name: 'headers',
  summary: 'Print the header of a request, as JSON.',
  operands: [ACCOUNT_OR_FOLDER],
  options: TOKEN_OPTIONS,
  body: [
    'For MCP clients and HTTP tools that run a program to get their headers. ACCOUNT may be the address of an MCP ' +
      'server or another API for which there is a login. "vk mcp" gives the client no token at all.',
  ],
  examples: [
    { line: 'vk headers https://mcp.example.com/mcp', says: 'Of the login for that address' },
    { line: 'vk headers work --resource https://mcp.example.com', says: 'For an MCP server' },
  ],
  run: async (context) => {
    const token = await getBearerToken(context, wantedToken(context, context.given.operands[0]));
    await context.printJson({ Authorization: `Bearer ${token.access_token}` });
    return 0;
  },
};

const EXEC_CREDENTIAL = 'client.authentication.k8s.io/v1';
/** Versions whose answer looks the same. */
const EXEC_CREDENTIALS = [EXEC_CREDENTIAL, 'client.authentication.k8s.io/v1beta1'];

/** What kubectl says of itself, in the version in which it wants to be answered. */
const versionWanted = (information: string | undefined): string => {
  try {
    const value = JSON.parse(information ?? '{}') as { apiVersion?: unknown } | null;
    return EXEC_CREDENTIALS.find((version) => version === value?.apiVersion) ?? EXEC_CREDENTIAL;
  } catch {
    return EXEC_CREDENTIAL;
  }
};

const rfc3339 = (seconds: number): string =>
  new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');

export const kubectlCredential: Command = {
  name: 'kubectl-credential',
  summary: 'Give kubectl a token (an exec credential plugin).',
  operands: [ACCOUNT_OR_FOLDER],
  options: TOKEN_OPTIONS,
  body: ['Kubectl calls it, and again when the token ends.'],
  examples: [
    {
      line:
        'kubectl config set-credentials work --exec-api-version=client.authentication.k8s.io/v1 ' +
        '--exec-interactive-mode=Never --exec-command=vk --exec-arg=kubectl-credential --exec-arg=work',
      says: 'For the user "work" of your kubeconfig',
    },
  ],
  run: async (context) => {
    const { given, platform, printJson } = context;
    const token = await getBearerToken(context, wantedToken(context, given.operands[0]));
    const expiry = token.expires_at;
    await printJson({
      apiVersion: versionWanted(platform.environment['KUBERNETES_EXEC_INFO']),
      kind: 'ExecCredential',
      status: {
        token: token.access_token,
        ...(expiry === undefined ? {} : { expirationTimestamp: rfc3339(expiry) }),
      },
    });
    return 0;
  },
};

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** How each tool reads variables from a file. */
const ENVIRONMENT_FILES: Readonly<Record<string, (name: string, token: Token) => string>> = {
  dotenv: (_, { access_token: token }) => `ACCESS_TOKEN=${shellQuoted(token)}\n`,
  postman: (name, { access_token: value }) =>
    pretty({
      name,
      values: [{ key: 'access_token', value, type: 'secret', enabled: true }],
      _postman_variable_scope: 'environment',
    }),
  insomnia: (name, token) =>
    pretty({
      _type: 'export',
      __export_format: 4,
      resources: [
        {
          _id: 'env_valet_key',
          _type: 'environment',
          parentId: '__WORKSPACE_ID__',
          name,
          data: { access_token: token.access_token },
        },
      ],
    }),
  bruno: (_, token) => `vars {\n  access_token: ${token.access_token}\n}\n`,
  vscode: (name, token) =>
    pretty({
      'rest-client.environmentVariables': { [name]: { access_token: token.access_token } },
    }),
};

const KINDS = Object.keys(ENVIRONMENT_FILES);

/**
 * What these tools take for a template in a value: `{{…}}` and `{%…%}` read variables, and files of this machine
 * in Insomnia; `$` names a variable. A server writes its tokens, and must not write templates.
 */
const TEMPLATE = /[{}$`\\]/;

export const environmentFile: Command = {
  name: 'env-file',
  summary: 'Write a file of variables for Postman, Insomnia, Bruno or VS Code.',
  operands: [ACCOUNT_OR_FOLDER],
  options: {
    ...TOKEN_OPTIONS,
    for: { value: 'TOOL', choices: KINDS, help: 'Who reads the file.' },
    output: {
      value: 'FILE',
      help: 'Write there, for you alone (mode 0600), not to standard output.',
    },
  },
  body: [
    'The variable is access_token (dotenv: ACCESS_TOKEN). The token in the file ends with its lifetime; write the ' +
      'file anew for the next.',
  ],
  examples: [
    {
      line: 'vk env-file work --for postman --output work.postman_environment.json',
      says: 'To import into Postman',
    },
    {
      line: 'vk env-file work --for bruno --output environments/work.bru',
      says: 'In a Bruno collection',
    },
  ],
  run: async (context) => {
    const { given, platform, print } = context;
    const write = ENVIRONMENT_FILES[given.text('for') ?? ''];
    if (write === undefined) throw usageFailure(`Say who reads it: --for ${KINDS.join('|')}.`);
    const wanted = wantedToken(context, given.operands[0]);
    const token = await getBearerToken(context, wanted);
    if (TEMPLATE.test(token.access_token)) {
      throw new CliFailure(
        'VK_REPLY_INVALID',
        'The server gave a token with characters that such a tool would read as a template.',
        { next: 'Use "vk exec", which passes it on as it is.' },
      );
    }
    const text = write(wanted.connection, token);
    const output = given.text('output');
    if (output === undefined) await print(text);
    else {
      const path = output.startsWith('/') ? output : platform.files.join(platform.folder, output);
      platform.files.replace(path, text);
    }
    return 0;
  },
};
