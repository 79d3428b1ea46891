import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { App } from '../../src/core/app.ts';
import type { SignInRequest } from '../../src/contract/sign-in.ts';
import { startAgentWithPerson } from './person.ts';

/** What the suite gives a client beforehand, for the scenarios in which it has something. */
interface ScenarioContext {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly private_key_pem?: string;
}

const VK = join(import.meta.dirname, '../../out/cli/vk.mjs');
const [address = ''] = process.argv.slice(-1);
const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
const context = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as ScenarioContext;

/** What a person types who has a client at that server. */
const formFor = (): SignInRequest => ({
  kind: 'resource',
  resource: address,
  clientId: context.client_id ?? '',
  ...(context.client_secret === undefined ? {} : { clientSecret: context.client_secret }),
  ...(context.private_key_pem === undefined
    ? {}
    : { privateKey: context.private_key_pem, tokenEndpointAuthMethod: 'private_key_jwt' as const }),
  ...(scenario.includes('client-credentials') ? { grant: { kind: 'client_credentials' } } : {}),
});

const signedIn = async (app: App): Promise<void> => {
  const id = app.startSignIn(formFor());
  for (;;) {
    const state = app.signIns.list().find((one) => one.id === id)?.state;
    if (state?.kind === 'done') return;
    if (state?.kind === 'failed') throw state.error;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The plainest MCP client there is: it knows nothing of OAuth, and starts `vk mcp` for its server. */
const useServer = async (socketPath: string): Promise<void> => {
  const client = new Client({ name: 'plain-client', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [VK, 'mcp', address],
      env: { PATH: process.env['PATH'] ?? '', VALET_KEY_SOCKET: socketPath },
      stderr: 'inherit',
    }),
  );
  try {
    const { tools } = await client.listTools();
    for (const { name } of tools.slice(0, 1)) await client.callTool({ name, arguments: {} });
  } finally {
    await client.close();
  }
};

const rig = await startAgentWithPerson();
try {
  if (context.client_id !== undefined) await signedIn(rig.app);
  await useServer(rig.socketPath);
} finally {
  await rig.stop();
}
