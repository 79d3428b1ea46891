import type { Command } from '../command.ts';
import { isSafeForTokens } from '../connection/hosts.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { authorizedFetch } from '../mcp/authorized-fetch.ts';
import { withinOrigin } from '../mcp/same-origin-redirects.ts';

/** Reads the address of an MCP server. @throws CliFailure VK_INVALID_INPUT */
const addressOf = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isSafeForTokens(url)) return url;
  throw usageFailure(
    'URL is the https address of an MCP server: https://mcp.example.com/mcp. Only one on this machine may be http.',
  );
};

const describe = (thrown: unknown): string => {
  if (thrown instanceof CliFailure) {
    return ['Valet Key:', thrown.message, thrown.next].filter(Boolean).join(' ');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
};

export const mcp: Command = {
  name: 'mcp',
  summary: 'Stand for a remote MCP server: a client starts it and never sees a token.',
  operands: [{ name: 'URL', isOptional: false }],
  options: {
    account: { value: 'ACCOUNT', help: 'Which login, where several are for this address.' },
  },
  body: [
    'Speaks MCP on standard input and output, and hands every message on to the server (streamable HTTP, or SSE where ' +
      'the server has no other) with a token that Valet Key keeps alive. Without a login for the address the browser ' +
      'opens; a server that wants more scopes puts one question to you.',
  ],
  examples: [
    {
      line: 'vk mcp https://mcp.example.com/mcp',
      says: 'As the command of a server in any MCP client',
    },
    {
      line: 'claude mcp add notes -- vk mcp https://mcp.example.com/mcp',
      says: 'For Claude Code',
    },
  ],
  run: async ({ agent, given, platform, remark }) => {
    const address = addressOf(given.operands[0] ?? '');
    // Loaded for this command alone: the others start without it.
    const { relay, localClient } = await import('../mcp/index.ts');
    const { transport: local, ended } = localClient();
    const authorized = authorizedFetch({
      agent,
      address,
      account: given.text('account'),
      fetch: withinOrigin(fetch),
      sleep: platform.sleep,
      now: platform.now,
      remark,
    });
    await relay({ address, fetch: authorized, local, remark, describe }, ended);
    return 0;
  },
};
