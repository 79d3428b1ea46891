import { describe, expect, it } from 'vitest';
import { readPastedResource } from '../../../src/core/sign-in/pasted-resource.ts';

const found = (text: string): readonly string[] =>
  readPastedResource(text).addresses.map(({ address }) => address);

const MCP = 'https://mcp.example.com/mcp';
const CHALLENGE =
  'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"';

describe('the address of a resource in pasted text', () => {
  it.each([
    ['an address', MCP],
    ['an address in spaces', `  ${MCP}\n`],
    ['an address without https', 'mcp.example.com/mcp'],
    ['an address in Markdown', `see [the server](${MCP}).`],
    ['an address in backticks', `\`${MCP}\``],
    ['a curl line', `curl -X POST '${MCP}' -H 'Accept: application/json'`],
    ['a curl line with a token', `curl ${MCP} -H "Authorization: Bearer abc"`],
    ['a link to the form', `dev.valetkey.app:/connect?resource=${encodeURIComponent(MCP)}`],
    [
      'a link to the form in Markdown',
      `[connect](dev.valetkey.app:/connect?resource=${encodeURIComponent(MCP)})`,
    ],
    ['a part of a configuration', `"mcpServers": {"example": {"url": "${MCP}"}}`],
    [
      'one server of a configuration, and the comma after it',
      `  "example": {\n "url": "${MCP}"\n},\n`,
    ],
    ['the command of an MCP client', `claude mcp add --transport http example ${MCP}`],
  ])('is read from %s', (_what, text) => {
    expect(found(text)).toEqual([MCP]);
  });

  it.each(['mcpServers', 'servers', 'mcp'])('is read from a configuration below %s', (member) => {
    const text = JSON.stringify({
      [member]: {
        example: { type: 'http', url: MCP, headers: { Authorization: 'Bearer abc' } },
        local: { command: 'npx', args: ['server'] },
        other: { serverUrl: 'https://other.example/sse' },
      },
    });
    expect(readPastedResource(text)).toEqual({
      addresses: [
        { address: MCP, name: 'example' },
        { address: 'https://other.example/sse', name: 'other' },
      ],
    });
  });

  it('is that of the challenge where the text names no other (RFC 9728 §3.1)', () => {
    expect(readPastedResource(`WWW-Authenticate: ${CHALLENGE}`)).toEqual({
      addresses: [{ address: MCP }],
      challenge: CHALLENGE,
    });
    expect(readPastedResource(CHALLENGE).addresses).toEqual([{ address: MCP }]);
  });

  it('goes with the challenge where a whole exchange was pasted', () => {
    const text = `> curl -i ${MCP}/tools\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: ${CHALLENGE}\n`;
    expect(readPastedResource(text)).toEqual({
      addresses: [{ address: `${MCP}/tools` }],
      challenge: CHALLENGE,
    });
  });

  it.each(['', ' ', 'hello', '{', '{"mcpServers":', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'is nowhere in %j',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('is one of twenty at most, each once', () => {
    const many = Array.from({ length: 500 }, (_, index) => `https://${index % 50}.example.com/`);
    expect(new Set(found(many.join(' '))).size).toBe(20);
  });

  it('is not followed into a configuration that is nested without end', () => {
    expect(found(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).toEqual([]);
    expect(found(`{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"url":"${MCP}"}}}}}}}}}`)).toEqual([]);
  });

  it('leaves a challenge out that is longer than a sign-in takes', () => {
    const text = `${CHALLENGE}, realm="${'a'.repeat(9000)}"`;
    expect(readPastedResource(text).challenge).toBeUndefined();
  });
});

describe('the address in a configuration that starts a local program', () => {
  it.each([
    [['-y', 'mcp-remote', 'https://mcp.example.com/mcp', '--proxy', 'http://p.example'], 1],
    [['serve', '--port', '80'], 0],
  ])('is the first web address among the arguments %j', (args, count) => {
    const text = JSON.stringify({ mcpServers: { notes: { command: 'npx', args } } });
    const all = [{ address: 'https://mcp.example.com/mcp', name: 'notes' }];
    expect(readPastedResource(text).addresses).toEqual(all.slice(0, count));
  });
});
