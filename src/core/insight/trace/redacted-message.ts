import type { TraceField, TraceMessage } from '../../../contract/observation.ts';
import { redact } from '../../secret/redact.ts';

/** Parameters, headers and JSON members whose value is a secret, and what to call it. */
const SECRETS: Readonly<Record<string, string>> = {
  access_token: 'access token',
  refresh_token: 'refresh token',
  id_token: 'ID token',
  id_token_hint: 'ID token',
  code: 'authorization code',
  code_verifier: 'code verifier',
  client_secret: 'client secret',
  client_assertion: 'client assertion',
  assertion: 'assertion',
  // Signed, and the state is in it.
  request: 'request object',
  device_code: 'device code',
  subject_token: 'subject token',
  actor_token: 'actor token',
  password: 'password',
  token: 'token',
  input_token: 'token',
  state: 'state',
  registration_access_token: 'registration access token',
  authorization: 'credentials',
  dpop: 'proof',
  cookie: 'cookie',
  'set-cookie': 'cookie',
};

/** Without what spellings differ in: `accessToken` and `Access-Token` are an access token as well. */
const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** Names are foreign text: `constructor` is a name like any other. */
const DESCRIBED: ReadonlyMap<string, string> = new Map(
  Object.entries(SECRETS).map(([name, what]) => [plainName(name), what]),
);

const LONGEST = 2000;
/** Fields of one message that are shown: no server decides how long a list is. */
const MOST_FIELDS = 200;

/** A value as it may be shown: described when secret, redacted and clipped when not. */
export const traceField = (name: string, value: string): TraceField => {
  const what = DESCRIBED.get(plainName(name));
  if (what !== undefined) {
    return { name, value: `[${what}, ${value.length} characters]`, secret: true };
  }
  const clean = redact(value);
  return {
    name,
    value: clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean,
    secret: false,
  };
};

/** Longer than any server takes: the query of such a URL is left out. */
const LONGEST_URL = 64 * 1024;

/** A URL split into its line and its query; secrets in the query are described. */
export const urlParts = (url: string): { readonly base: string; readonly query: TraceField[] } => {
  const base = redact(url.split(/[?#]/, 1).join(''));
  if (url.length > LONGEST_URL || !URL.canParse(url)) return { base, query: [] };
  const { searchParams } = new URL(url);
  const query = [...searchParams]
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => traceField(name, value));
  return { base, query };
};

/** A form body or a JSON object as fields; anything else as one clipped field. */
export const bodyFields = (text: string, contentType: string): readonly TraceField[] => {
  if (text === '') return [];
  if (contentType.includes('x-www-form-urlencoded')) {
    return [...new URLSearchParams(text)]
      .slice(0, MOST_FIELDS)
      .map(([name, value]) => traceField(name, value));
  }
  if (contentType.includes('json')) return jsonFields(text);
  return [traceField('body', text)];
};

const jsonFields = (text: string): readonly TraceField[] => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return [traceField('body', text)];
    return Object.entries(value)
      .slice(0, MOST_FIELDS)
      .map(([name, member]) =>
        traceField(name, typeof member === 'string' ? member : JSON.stringify(member)),
      );
  } catch {
    return [traceField('body', text)];
  }
};

/** Headers as fields, in the order given. */
export const headerFields = (headers: Iterable<readonly [string, string]>): readonly TraceField[] =>
  [...headers].slice(0, MOST_FIELDS).map(([name, value]) => traceField(name, value));

/** A front-channel message: all it says is in its URL. */
export const urlMessage = (line: string, url: string): TraceMessage => {
  const { base, query } = urlParts(url);
  return { line: `${line} ${base}`, headers: [], body: query };
};
