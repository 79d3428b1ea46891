import type { TraceEntry, TraceMessage } from '../../../contract/observation.ts';
import type { Role } from '../../../vocabulary/oauth.ts';
import type { ExchangeKind } from '../../../vocabulary/exchange-kind.ts';
import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import { createBoundedMap } from '../../async/bounded-map.ts';
import { isValetKeyError } from '../../fault/valet-key-error.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import { createStateTable, type StateTable } from '../../oauth/state-table.ts';
import type { Clock, Digest } from '../../port/system.ts';
import type { Http, HttpRequest } from '../../port/http.ts';
import type { UserAgent } from '../../port/redirect-receiver.ts';
import { CITATION, exchangeKind } from './exchange-kind.ts';
import { bodyFields, headerFields, urlMessage, urlParts } from './redacted-message.ts';

/** How many entries are kept, in memory only: the oldest go first. */
export const TRACE_LENGTH = 500;
/** Bytes of a response body that are looked at for the trace. */
const BODY_SEEN = 64 * 1024;

/** Watches flows as they happen and keeps a redacted account of them. Never changes what passes. */
export interface Tracer {
  list(): readonly TraceEntry[];
  clear(): void;
  /** The same port, watched, for one flow. */
  http(flow: string, http: Http): Http;
  userAgent(flow: string, userAgent: UserAgent): UserAgent;
  /** Records a redirect that arrived; its flow is found by its `state` among the requests seen. */
  redirected(rawUrl: string, verdict: string): void;
}

/** The entries, oldest first and bounded; `onChange` is called after each change. */
const createEntries = (onChange: () => void) => {
  const entries = createBoundedMap<number, TraceEntry>(TRACE_LENGTH);
  let next = 1;
  return {
    list: entries.values,
    clear(): void {
      entries.clear();
      onChange();
    },
    add(entry: Omit<TraceEntry, 'id'>): number {
      const id = next++;
      entries.set(id, { ...ownTexts(entry), id });
      onChange();
      return id;
    },
    complete(id: number, more: Partial<TraceEntry>): void {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entries.set(id, { ...entry, ...ownTexts(more) });
      onChange();
    },
  };
};

/**
 * The same texts in memory of their own: a part that is cut out of a text keeps all of it alive (V8), and
 * what an entry is cut out of held a token.
 */
const ownTexts = <Part extends Partial<TraceEntry>>(part: Part): Part =>
  JSON.parse(JSON.stringify(part)) as Part;

/** More requests than can be waiting for a redirect: of the rest, the oldest are given up. */
const MOST_STATES = 64;

/** Which flow a redirect belongs to, by the `state` its request had. */
type FlowByState = StateTable<string>;

const rememberState = (flowByState: FlowByState, state: string | null, flow: string): void => {
  if (state !== null) flowByState.set(flowByState.hash(state), flow);
};

export interface TracerPorts {
  readonly clock: Clock;
  readonly digest: Digest;
}

/** Creates a tracer; `onChange` is called after each new or completed entry. */
export const createTracer = ({ clock, digest }: TracerPorts, onChange: () => void): Tracer => {
  const entries = createEntries(onChange);
  const flowByState: FlowByState = createStateTable(digest, MOST_STATES);
  const record = (
    flow: string,
    from: Role,
    to: Role,
    kind: ExchangeKind,
    request: TraceMessage,
  ): void => {
    entries.add({ flow, at: clock.now(), from, to, kind, ...CITATION[kind], request });
  };
  return {
    list: entries.list,
    clear: entries.clear,
    http: watching(clock, entries, flowByState),
    userAgent: (flow, userAgent) => ({
      open(url) {
        const state = URL.canParse(url) ? new URL(url).searchParams.get('state') : null;
        rememberState(flowByState, state, flow);
        const request = urlMessage('GET', url);
        record(flow, 'client', 'resource-owner', 'authorization-request', request);
        return userAgent.open(url);
      },
    }),
    redirected(rawUrl, verdict) {
      const fragment = fragmentOf(rawUrl);
      const implicit = flowByState.get(flowByState.hash(fragment.get('state') ?? ''));
      if (implicit !== undefined && fragment.has('access_token')) {
        // A token where every page and history can read it: no answer to us, but worth showing. RFC 9700 §2.1.2
        const leaked = urlMessage('GET', rawUrl);
        record(implicit, 'authorization-server', 'client', 'implicit-response', leaked);
        return;
      }
      const state = URL.canParse(rawUrl) ? new URL(rawUrl).searchParams.get('state') : null;
      if (state === null || verdict === 'ignore' || verdict === 'stale') return;
      const flow = flowByState.take(flowByState.hash(state));
      if (flow === undefined) return;
      // Nobody reported it, but there is no answer without it.
      record(flow, 'resource-owner', 'authorization-server', 'authorization-decision', UNSEEN);
      const response = urlMessage('GET', rawUrl);
      record(flow, 'authorization-server', 'client', 'authorization-response', response);
    },
  };
};

const UNSEEN = { line: 'In the browser, unseen by Valet Key', headers: [], body: [] };

/** What a URL says after its `#`; browsers keep it from servers, schemes bring it along. */
const fragmentOf = (url: string): URLSearchParams =>
  new URLSearchParams(url.includes('#') ? url.slice(url.indexOf('#') + 1) : '');

/** The port, watched. Endpoints are read from the metadata that passes, to name what goes there. */
const watching = (
  clock: Clock,
  { add, complete }: ReturnType<typeof createEntries>,
  flowByState: FlowByState,
): Tracer['http'] => {
  let metadata: Partial<ServerMetadata> = {};
  return (flow, http) => async (url, request) => {
    const at = clock.now();
    const id = add(requestEntry(flow, at, url, request, metadata));
    // A pushed authorization request takes its state along: the browser's URL has none. RFC 9126 §2.1
    rememberState(flowByState, formParameters(request).get('state'), flow);
    try {
      const response = await http(url, request);
      const duration = clock.now() - at;
      complete(id, { duration, response: responseMessage(response, '') });
      return tapped(response, (text) => {
        if (url.includes('/.well-known/')) metadata = { ...metadata, ...parsed(text) };
        complete(id, { response: responseMessage(response, text) });
      });
    } catch (cause) {
      if (isValetKeyError(cause)) complete(id, { failure: cause.code });
      throw cause;
    }
  };
};

const requestEntry = (
  flow: string,
  at: EpochMs,
  url: string,
  request: HttpRequest,
  metadata: Partial<ServerMetadata>,
): Omit<TraceEntry, 'id'> => {
  const { method, headers, body = '' } = request;
  const { base, query } = urlParts(url);
  const kind = exchangeKind(url, formParameters(request), metadata);
  return {
    flow,
    at: epochMs(at),
    from: 'client',
    to: kind === 'protected-resource' ? 'resource-server' : 'authorization-server',
    kind,
    ...CITATION[kind],
    request: {
      line: `${method} ${base}`,
      headers: headerFields(Object.entries(headers)),
      body: [...query, ...bodyFields(body, contentTypeOf(request))],
    },
  };
};

const contentTypeOf = ({ headers }: HttpRequest): string =>
  new Headers(headers).get('content-type') ?? '';

const formParameters = (request: HttpRequest): URLSearchParams =>
  new URLSearchParams(contentTypeOf(request).includes('form') ? request.body : '');

const responseMessage = (response: Response, text: string): TraceMessage => ({
  line: `${response.status} ${response.statusText}`.trim(),
  headers: headerFields([...response.headers]),
  body: bodyFields(text, response.headers.get('content-type') ?? ''),
});

const parsed = (text: string): Partial<ServerMetadata> => {
  try {
    return JSON.parse(text) as Partial<ServerMetadata>;
  } catch {
    return {};
  }
};

/** The same response; `seen` hears the beginning of its body once that has been read to the end. */
const tapped = (response: Response, seen: (text: string) => void): Response => {
  if (response.body === null) {
    seen('');
    return response;
  }
  const decoder = new TextDecoder();
  let text = '';
  const tap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (text.length < BODY_SEEN) text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush: () => seen(text.slice(0, BODY_SEEN)),
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(tap), { status, statusText, headers });
};
