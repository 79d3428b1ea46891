import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

export { relay } from './relay.ts';

/** The client that started this program, on standard input and output; `ended` once it has closed its end. */
export const localClient = (): { readonly transport: Transport; readonly ended: Promise<void> } => {
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  return { transport: new StdioServerTransport(), ended };
};
