import { describe, expect, it } from 'vitest';
import { traceAsHar } from '../../../../src/core/insight/trace/har.ts';
import { sha256Digest } from '../../../../src/main/adapter/system/system-ports.ts';
import { createTracer } from '../../../../src/core/insight/trace/tracer.ts';
import { fakeClock } from '../../../fake/clock.ts';

const CREATOR = { name: 'Valet Key', version: '0.1.0' };
const CANARY = 'canary-2YotnFZFEjr1zCsicMWpAA';

const archive = async () => {
  const clock = fakeClock();
  const tracer = createTracer({ clock, digest: sha256Digest }, () => undefined);
  const url = 'https://as.example/authorize?client_id=me&scope=read&state=of-this-flow';
  await tracer.userAgent('flow', { open: () => Promise.resolve() }).open(url);
  tracer.redirected(`http://127.0.0.1:1/cb?code=${CANARY}&state=of-this-flow`, 'proceed');
  const http = tracer.http('flow', async () => {
    await clock.advance(0.118);
    return Response.json({ access_token: CANARY, token_type: 'Bearer' }, { status: 200 });
  });
  const response = await http('https://as.example/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=authorization_code&code=${CANARY}`,
  });
  await response.text();
  return traceAsHar(tracer.list(), CREATOR);
};

describe('the trace as an HTTP archive (HAR 1.2)', () => {
  it('has the messages, and not what happened in the browser between them', async () => {
    const { log } = await archive();
    expect([log.version, log.creator]).toEqual(['1.2', CREATOR]);
    expect(log.entries.map(({ comment }) => comment)).toEqual([
      'Authorization Request (RFC 6749 §4.1.1)',
      'Authorization Response (RFC 6749 §4.1.2)',
      'Access Token Request (RFC 6749 §4.1.3)',
    ]);
  });

  it('puts parameters where HTTP had them', async () => {
    const [front, , back] = (await archive()).log.entries;
    expect(front?.request).toMatchObject({ method: 'GET', url: 'https://as.example/authorize' });
    expect(front?.request.queryString).toContainEqual({ name: 'scope', value: 'read' });
    expect(back?.request.postData?.params).toContainEqual({
      name: 'grant_type',
      value: 'authorization_code',
    });
    expect(back).toMatchObject({ time: 118, response: { status: 200 } });
  });

  it('holds no secret', async () => {
    expect(JSON.stringify(await archive())).not.toContain(CANARY);
  });

  it('says status 0 where no answer came', () => {
    const at = fakeClock().now();
    const request = { line: 'GET https://as.example/x', headers: [], body: [] };
    const [entry] = traceAsHar(
      [
        {
          id: 1,
          flow: 'f',
          at,
          from: 'client',
          to: 'authorization-server',
          kind: 'protected-resource',
          title: 'T',
          spec: 'S',
          request,
          failure: 'VK_OFFLINE',
        },
      ],
      CREATOR,
    ).log.entries;
    expect(entry).toMatchObject({ response: { status: 0 }, comment: 'T (S): VK_OFFLINE' });
  });
});
