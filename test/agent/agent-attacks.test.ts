import { describe, expect, it } from 'vitest';
import { agentServerRig } from './agent-server-rig.ts';

const TOKEN_HEAD =
  'POST /v1/token HTTP/1.1\r\nHost: valet-key\r\nContent-Type: application/json\r\n';
const STATUS = 'GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nConnection: close\r\n\r\n';
const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

/** All that came back for these bytes, once the agent or the caller has closed the connection. */
const answerTo = async (bytes: string) => {
  const rig = await agentServerRig();
  const body = JSON.stringify({ connection: rig.connection.id });
  const { socket, closed } = rig.raw(
    bytes.replaceAll('{body}', body).replaceAll('{length}', String(body.length)),
  );
  socket.end();
  return { rig, text: await closed };
};

const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

describe('bytes that two readers of HTTP could understand differently', () => {
  it.each([
    [
      'a length beside chunks (RFC 9112 §6.3)',
      `${TOKEN_HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunked('{}')}`,
    ],
    ['two lengths', `${TOKEN_HEAD}Content-Length: {length}\r\nContent-Length: 2\r\n\r\n{body}`],
    ['a length with a sign', `${TOKEN_HEAD}Content-Length: +{length}\r\n\r\n{body}`],
    ['a length in hexadecimal', `${TOKEN_HEAD}Content-Length: 0x10\r\n\r\n{body}`],
    ['chunks by another name', `${TOKEN_HEAD}Transfer-Encoding: xchunked\r\n\r\n${chunked('{}')}`],
    ['a space before a colon', `GET /v1/status HTTP/1.1\r\nHost : valet-key\r\n\r\n`],
    ['a NUL in a header field', `GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nX: a\0b\r\n\r\n`],
    ['a line feed alone', 'GET /v1/status HTTP/1.1\nHost: valet-key\nX: 1\n\n'],
    [
      'two Hosts (RFC 9112 §3.2)',
      'GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    ],
    ['no Host', 'GET /v1/status HTTP/1.1\r\n\r\n'],
    ['an old version without a Host', 'GET /v1/status HTTP/1.0\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'a header of 20 KiB',
      `GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
  ])('are refused, and nobody is asked anything: %s', async (_what, bytes) => {
    const { rig, text } = await answerTo(bytes);
    expect(statusesIn(text).filter((status) => status < 400)).toEqual([]);
    expect(rig.agent.questions.list()).toEqual([]);
    expect((await rig.send({ path: '/v1/status' })).status).toBe(200);
  });

  it('hide no second request in the body of the first', async () => {
    const hidden = STATUS;
    const { text } = await answerTo(
      `GET /v1/connections HTTP/1.1\r\nHost: valet-key\r\nContent-Length: ${String(hidden.length)}\r\nConnection: close\r\n\r\n${hidden}`,
    );
    expect(statusesIn(text)).toEqual([400]);
  });
});

describe('a request that means to be another', () => {
  it.each([
    ['an absolute target', 'GET http://valet-key/v1/status', 404],
    ['an authority', 'GET //valet-key/v1/status', 404],
    ['a folder and back', 'GET /v1/x/../status', 404],
    ['a dot in the path', 'GET /v1/./status', 404],
    ['a slash at the end', 'GET /v1/status/', 404],
    ['another case', 'GET /V1/STATUS', 404],
    ['an escaped letter', 'GET /v1/%73tatus', 404],
    ['an escaped NUL', 'GET /v1/status%00', 404],
    ['a path in an identifier', 'GET /v1/sign-in/..%2fstatus', 404],
    ['a tunnel', 'CONNECT valet-key:443', undefined],
    ['another method', 'DELETE /v1/connections', 405],
    ['HEAD', 'HEAD /v1/status', 405],
    ['TRACE', 'TRACE /v1/status', 405],
  ])('by %s gets nothing', async (_what, line, status) => {
    const { text } = await answerTo(
      `${line} HTTP/1.1\r\nHost: valet-key\r\nConnection: close\r\n\r\n`,
    );
    expect(statusesIn(text)).toEqual(status === undefined ? [] : [status]);
    expect(text).not.toContain('"version"');
  });

  it('by an upgrade to another protocol is answered as what it is', async () => {
    const { text } = await answerTo(
      'GET /v1/status HTTP/1.1\r\nHost: valet-key\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    );
    expect(text).not.toContain('101 Switching');
  });
});

describe('a body', () => {
  it('of more than 64 KiB is refused also where it has no Content-Length', async () => {
    const rig = await agentServerRig();
    const body = chunked(`{"connection":"${'a'.repeat(64 * 1024)}"}`);
    const { closed } = rig.raw(`${TOKEN_HEAD}Transfer-Encoding: chunked\r\n\r\n${body}`);
    expect(statusesIn(await closed)).toEqual([413]);
  });

  it('that is not UTF-8 is refused, not repaired', async () => {
    const rig = await agentServerRig();
    const body = Buffer.from('{"connection":"caf\xe9"}', 'latin1');
    const head = `${TOKEN_HEAD}Content-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n`;
    const { closed } = rig.raw(Buffer.concat([Buffer.from(head), body]));
    expect(statusesIn(await closed)).toEqual([400]);
  });
});

describe('words that a person is to read', () => {
  it.each([
    ['the terminal’s commands', 'nightly\u001b]0;x\u0007'],
    ['a second line', 'nightly\nApproved by the administrator'],
    ['text from right to left', 'nightly \u202etroper'],
    ['letters that show as nothing', `nightly${'\u{e0041}'.repeat(50)}`],
    ['more than a person reads', 'x'.repeat(5000)],
  ])('are never shown as they came where they hold %s', async (_what, reason) => {
    const rig = await agentServerRig();
    const answered = rig.send({
      path: '/v1/token',
      body: { connection: rig.connection.id, reason },
    });
    const refusedOrAsked = await Promise.race([answered, rig.asked()]);
    if (refusedOrAsked !== undefined) {
      expect(refusedOrAsked.status).toBe(400);
      return;
    }
    const [question] = rig.agent.questions.list();
    expect(JSON.stringify(question)).not.toContain(JSON.stringify(reason).slice(1, -1));
    await rig.answer({ kind: 'deny' });
    await answered;
  });
});
