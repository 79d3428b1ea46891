import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { z } from 'zod';
import type { Notes } from '../api/notes.ts';

/** Sessions that are kept; the oldest is forgotten for a new one. */
const MOST_SESSIONS = 50;

const LONGEST_NOTE = 1000;

const answer = (result: unknown) => ({
  content: [{ type: 'text' as const, text: JSON.stringify(result) }],
});

/** An MCP server over the notes of one account. It sees no token: that was judged before. */
const serverFor = (notes: Notes, sub: string): McpServer => {
  const server = new McpServer({ name: 'valet-key-playground', version: '1.0.0' });
  server.registerTool('list_notes', { description: 'Lists your notes.' }, () =>
    answer(notes.list(sub)),
  );
  server.registerTool(
    'add_note',
    { description: 'Adds a note.', inputSchema: { text: z.string().max(LONGEST_NOTE) } },
    ({ text }) => answer(notes.add(sub, text)),
  );
  return server;
};

interface Session {
  readonly sub: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
}

/** The MCP server of the playground, on the official SDK: one session a client, each of one account. */
export const createNotesServer = (notes: Notes) => {
  const sessions = new Map<string, Session>();
  const begin = async (sub: string): Promise<Session> => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: true,
      onsessioninitialized: (id) => {
        const [oldest] = sessions.keys();
        if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
        sessions.set(id, { sub, transport });
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await serverFor(notes, sub).connect(transport);
    return { sub, transport };
  };
  return {
    /** Answers a request of this account; `body` is its parsed body. */
    async handle(request: Request, body: unknown, sub: string): Promise<Response> {
      const id = request.headers.get('mcp-session-id');
      const known = id === null ? await begin(sub) : sessions.get(id);
      // Another account's session is as unknown as one that is forgotten: the client begins another.
      if (known?.sub !== sub) return new Response('', { status: 404 });
      return known.transport.handleRequest(request, { parsedBody: body });
    },
  };
};
