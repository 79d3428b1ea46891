import { describe, expect, it, vi } from 'vitest';
import { ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import type { Http } from '../../../../src/core/port/http.ts';
import { sha256Digest } from '../../../../src/main/adapter/system/system-ports.ts';
import { createTracer, TRACE_LENGTH } from '../../../../src/core/insight/trace/tracer.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { collectGarbageUntil, heapBytes } from '../../../fake/garbage.ts';

const CANARY = 'canary-2YotnFZFEjr1zCsicMWpAA';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const nothing = () => Promise.resolve();

const rig = () => {
  const clock = fakeClock();
  const onChange = vi.fn();
  return { clock, onChange, tracer: createTracer({ clock, digest: sha256Digest }, onChange) };
};

const answering =
  (response: () => Response): Http =>
  () =>
    Promise.resolve(response());

describe('an exchange that is watched', () => {
  it('becomes one arrow with request, answer and duration, and no secret in it', async () => {
    const { clock, onChange, tracer } = rig();
    const http = tracer.http('flow-1', async () => {
      await clock.advance(0.25);
      return Response.json({ access_token: CANARY, token_type: 'Bearer', scope: 'read' });
    });
    const response = await http('https://as.example/token', {
      method: 'POST',
      headers: { ...FORM, authorization: `Basic ${CANARY}` },
      body: `grant_type=authorization_code&code=${CANARY}&client_id=me`,
    });
    expect(await response.json()).toMatchObject({ access_token: CANARY });
    const [entry, ...others] = tracer.list();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      id: 1,
      flow: 'flow-1',
      duration: 250,
      from: 'client',
      to: 'authorization-server',
      title: 'Access Token Request',
      spec: 'RFC 6749 §4.1.3',
      request: { line: 'POST https://as.example/token' },
      response: { line: '200' },
    });
    expect(entry?.request.body).toContainEqual({ name: 'client_id', value: 'me', secret: false });
    expect(entry?.response?.body).toContainEqual({ name: 'scope', value: 'read', secret: false });
    expect(JSON.stringify(entry)).not.toContain(CANARY);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it('keeps no request alive of which it shows a part: the rest of it was a token', async () => {
    const { tracer } = rig();
    const quarter = 256 * 1024;
    const http = tracer.http(
      'flow',
      answering(() => new Response(null)),
    );
    const before = heapBytes();
    for (let count = 0; count < 50; count += 1) {
      await http('https://as.example/token', {
        method: 'POST',
        headers: FORM,
        // Not one that is known before: each body is a text of its own.
        body: `client_id=a-client-of-many-characters&refresh_token=${String(count).repeat(quarter)}`,
      });
    }
    await collectGarbageUntil(() => heapBytes() - before < 20 * quarter);
    expect((heapBytes() - before) / quarter).toBeLessThan(20);
    expect(tracer.list()).toHaveLength(50);
  });

  it('passes through unchanged: status, headers, every byte of the body', async () => {
    const { tracer } = rig();
    const bytes = new Uint8Array(200_000).map((_, index) => index % 256);
    const http = tracer.http(
      'flow',
      answering(() => new Response(bytes, { status: 418, headers: { 'x-kept': 'yes' } })),
    );
    const response = await http('https://rs.example/', { method: 'GET', headers: {} });
    expect([response.status, response.headers.get('x-kept')]).toEqual([418, 'yes']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(tracer.list()[0]?.to).toBe('resource-server');
  });

  it('without a body is complete at once', async () => {
    const { tracer } = rig();
    const http = tracer.http(
      'flow',
      answering(() => new Response(null, { status: 204 })),
    );
    const response = await http('https://as.example/revoke', { method: 'POST', headers: FORM });
    expect(response.status).toBe(204);
    expect(tracer.list()[0]?.response).toEqual({ line: '204', headers: [], body: [] });
  });

  it('that fails has the code and fails all the same', async () => {
    const { tracer } = rig();
    const offline = new ValetKeyError('VK_OFFLINE');
    const http = tracer.http('flow', () => Promise.reject(offline));
    await expect(http('https://as.example/x', { method: 'GET', headers: {} })).rejects.toBe(
      offline,
    );
    expect(tracer.list()[0]).toMatchObject({ failure: 'VK_OFFLINE' });
    expect(tracer.list()[0]).not.toHaveProperty('response');
  });

  it('is named by the endpoints of the metadata that passed before', async () => {
    const { tracer } = rig();
    const endpoints = { revocation_endpoint: 'https://as.example/end' };
    const http = tracer.http(
      'flow',
      answering(() => Response.json(endpoints)),
    );
    const get = { method: 'GET', headers: {} };
    await (await http('https://as.example/.well-known/openid-configuration', get)).text();
    await http('https://as.example/end', { method: 'POST', headers: FORM, body: 'token=x' });
    expect(tracer.list().map(({ kind, spec }) => [kind, spec])).toEqual([
      ['provider-configuration', 'OIDC Discovery §4.1'],
      ['revocation', 'RFC 7009 §2.1'],
    ]);
  });
});

describe('the browser, watched', () => {
  const REQUEST = 'https://as.example/authorize?client_id=me&state=the-state-of-this-flow';
  const ANSWER = `http://127.0.0.1:1/callback?code=${CANARY}&state=the-state-of-this-flow`;

  it('is three arrows: the request, what the resource owner did with it, the answer', async () => {
    const { tracer } = rig();
    const opened: string[] = [];
    const open = (url: string) => Promise.resolve(void opened.push(url));
    await tracer.userAgent('flow-1', { open }).open(REQUEST);
    tracer.redirected(ANSWER, 'proceed');
    expect(opened).toEqual([REQUEST]);
    expect(tracer.list()).toMatchObject([
      { flow: 'flow-1', from: 'client', to: 'resource-owner', kind: 'authorization-request' },
      { from: 'resource-owner', to: 'authorization-server', kind: 'authorization-decision' },
      {
        flow: 'flow-1',
        from: 'authorization-server',
        to: 'client',
        kind: 'authorization-response',
      },
    ]);
    expect(JSON.stringify(tracer.list())).not.toContain(CANARY);
    expect(JSON.stringify(tracer.list())).not.toContain('the-state-of-this-flow');
  });

  it.each(['ignore', 'stale'])('a redirect that was judged %s is no arrow', async (verdict) => {
    const { tracer } = rig();
    await tracer.userAgent('flow', { open: nothing }).open(REQUEST);
    tracer.redirected(ANSWER, verdict);
    expect(tracer.list()).toHaveLength(1);
    tracer.redirected(ANSWER, 'proceed');
    expect(tracer.list()).toHaveLength(3);
  });

  it("a stranger's redirect is no arrow, nor is one that comes a second time", async () => {
    const { tracer } = rig();
    tracer.redirected(ANSWER, 'fail');
    tracer.redirected('no address', 'fail');
    await tracer.userAgent('flow', { open: nothing }).open(REQUEST);
    tracer.redirected(ANSWER, 'fail');
    tracer.redirected(ANSWER, 'fail');
    expect(tracer.list()).toHaveLength(3);
  });

  it('is followed also where the state was pushed before (RFC 9126 §2.1)', async () => {
    const { tracer } = rig();
    const http = tracer.http(
      'flow-7',
      answering(() => new Response(null, { status: 201 })),
    );
    const body = 'response_type=code&state=the-state-of-this-flow';
    await http('https://as.example/par', { method: 'POST', headers: FORM, body });
    const short = 'https://as.example/authorize?client_id=me&request_uri=urn:x';
    await tracer.userAgent('flow-7', { open: nothing }).open(short);
    tracer.redirected(ANSWER, 'proceed');
    expect(tracer.list().at(-1)).toMatchObject({ flow: 'flow-7', title: 'Authorization Response' });
  });

  it('keeps no state in clear: neither one that was opened nor one that was pushed', async () => {
    const { tracer } = rig();
    const set = vi.spyOn(Map.prototype, 'set');
    await tracer.userAgent('flow', { open: nothing }).open(REQUEST);
    const http = tracer.http(
      'flow',
      answering(() => new Response(null, { status: 201 })),
    );
    const body = 'response_type=code&state=a-pushed-state';
    await http('https://as.example/par', { method: 'POST', headers: FORM, body });
    const kept = JSON.stringify(set.mock.calls);
    set.mockRestore();
    expect(kept).toContain('flow');
    expect(kept).not.toContain('the-state-of-this-flow');
    expect(kept).not.toContain('a-pushed-state');
  });
});

describe('the trace', () => {
  it(`keeps the newest ${TRACE_LENGTH}, and their numbers`, async () => {
    const { tracer } = rig();
    const userAgent = tracer.userAgent('flow', { open: nothing });
    for (let n = 0; n < TRACE_LENGTH + 10; n += 1) await userAgent.open('https://as.example/');
    expect(tracer.list()).toHaveLength(TRACE_LENGTH);
    expect(tracer.list()[0]?.id).toBe(11);
    expect(tracer.list().at(-1)?.id).toBe(TRACE_LENGTH + 10);
  });

  it('is empty once cleared, also for answers that come later', async () => {
    const { tracer, onChange } = rig();
    const http = tracer.http(
      'flow',
      answering(() => Response.json({ a: 1 })),
    );
    const response = await http('https://as.example/x', { method: 'GET', headers: {} });
    tracer.clear();
    onChange.mockClear();
    await response.text();
    expect(tracer.list()).toEqual([]);
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('a redirect with a token in its fragment', () => {
  const AUTHORIZE = `https://as.example/authorize?client_id=me&state=${CANARY}`;
  const fragment = (state: string) => `dev.valetkey.app:/cb#access_token=${CANARY}&state=${state}`;

  it('is shown as what it is, without the token, and the sign-in goes on (RFC 6749 §4.2.2)', async () => {
    const { tracer } = rig();
    await tracer.userAgent('flow-1', { open: nothing }).open(AUTHORIZE);
    tracer.redirected(fragment(CANARY), 'ignore');
    tracer.redirected(`dev.valetkey.app:/cb?code=${CANARY}&state=${CANARY}`, 'proceed');
    expect(tracer.list().map(({ flow, kind }) => [flow, kind])).toEqual([
      ['flow-1', 'authorization-request'],
      ['flow-1', 'implicit-response'],
      ['flow-1', 'authorization-decision'],
      ['flow-1', 'authorization-response'],
    ]);
    expect(JSON.stringify(tracer.list())).not.toContain(CANARY);
  });

  it('is nothing of ours with a state that nobody asked with', async () => {
    const { tracer } = rig();
    await tracer.userAgent('flow-1', { open: nothing }).open(AUTHORIZE);
    tracer.redirected(fragment('nobody'), 'ignore');
    expect(tracer.list()).toHaveLength(1);
  });
});
