import type { TraceEntry, TraceField, TraceMessage } from '../../../contract/observation.ts';

/** Who wrote the file, as HAR wants to know. */
export interface HarCreator {
  readonly name: string;
  readonly version: string;
}

interface NameValue {
  readonly name: string;
  readonly value: string;
}

const pairs = (fields: readonly TraceField[]): readonly NameValue[] =>
  fields.map(({ name, value }) => ({ name, value }));

const headerOf = ({ headers }: TraceMessage, wanted: string): string =>
  headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '';

/** What HAR writes for a size or a time that is not known. */
const UNKNOWN = -1;

const common = (message: TraceMessage) => ({
  httpVersion: '',
  cookies: [],
  headers: pairs(message.headers),
  headersSize: UNKNOWN,
  bodySize: UNKNOWN,
});

const harRequest = (message: TraceMessage) => {
  const [method = 'GET', ...rest] = message.line.split(' ');
  const isSent = method === 'POST' || method === 'PUT';
  const fields = pairs(message.body);
  const mimeType = headerOf(message, 'content-type');
  return {
    method,
    url: rest.join(' '),
    ...common(message),
    queryString: isSent ? [] : fields,
    ...(isSent ? { postData: { mimeType, params: fields } } : {}),
  };
};

/** Status 0 is what browsers write where no answer came. */
const harResponse = (message: TraceMessage | undefined) => {
  const answer = message ?? { line: '0', headers: [], body: [] };
  const [status = '0', ...text] = answer.line.split(' ');
  const content = Object.fromEntries(answer.body.map(({ name, value }) => [name, value]));
  return {
    status: Number(status),
    statusText: text.join(' '),
    ...common(answer),
    content: {
      size: UNKNOWN,
      mimeType: headerOf(answer, 'content-type'),
      text: JSON.stringify(content),
    },
    redirectURL: headerOf(answer, 'location'),
  };
};

/** What somebody did in a browser between two messages is no message. */
const isMessage = ({ request }: TraceEntry): boolean => /^[A-Z]+ \S/.test(request.line);

const harEntry = (entry: TraceEntry) => ({
  startedDateTime: new Date(entry.at).toISOString(),
  time: entry.duration ?? 0,
  request: harRequest(entry.request),
  response: harResponse(entry.response),
  cache: {},
  timings: { send: 0, wait: entry.duration ?? 0, receive: 0 },
  comment: `${entry.title} (${entry.spec})${entry.failure === undefined ? '' : `: ${entry.failure}`}`,
});

/**
 * The trace as an HTTP archive, for bug reports and for tools that read such. Secrets were replaced by
 * what they are when the trace was recorded, so none is in it.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export const traceAsHar = (entries: readonly TraceEntry[], creator: HarCreator) => ({
  log: { version: '1.2', creator, entries: entries.filter(isMessage).map(harEntry) },
});
