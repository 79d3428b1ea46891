import { scriptQuoted, shellQuoted } from './snippet-quoting.ts';

/** One request to a protected resource, with what authorizes it. */
export interface AuthorizedRequest {
  readonly method: string;
  readonly url: string;
  readonly scheme: 'Bearer' | 'DPoP';
  readonly token: string;
  /** The value of the `DPoP` header field. @see RFC 9449 §7.1 */
  readonly proof?: string;
}

type Snippet = (request: AuthorizedRequest) => string;

const headersOf = ({ scheme, token, proof }: AuthorizedRequest) => [
  ['Authorization', `${scheme} ${token}`] as const,
  ...(proof === undefined ? [] : [['DPoP', proof] as const]),
];

/** The header fields alone, one a line. @see RFC 6750 §2.1, RFC 9449 §7.1 */
export const headerLines: Snippet = (request) =>
  headersOf(request)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** A `curl` command. @see RFC 6750 §2.1, RFC 9449 §7.1 */
export const curlLine: Snippet = (request) => {
  const { method, url } = request;
  // Braces and brackets in an address would be taken for a list of addresses.
  const globbing = /[[\]{}]/.test(url) ? ['--globoff'] : [];
  const fields = headersOf(request).map(
    ([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`,
  );
  return ['curl', ...globbing, ...curlMethod(method), ...fields, shellQuoted(url)].join(' ');
};

/** With `-X HEAD`, curl would wait for a body that never comes. */
const curlMethod = (method: string): readonly string[] => {
  if (method === 'GET') return [];
  return method === 'HEAD' ? ['--head'] : ['-X', method];
};

/**
 * An HTTPie command. A bearer token goes by option: in a header item a backslash would be read as
 * an escape. A bound token holds none. @see RFC 6750 §2.1, RFC 9449 §7.1
 */
export const httpieLine: Snippet = (request) => {
  const { method, url, scheme, token } = request;
  const isBearer = scheme === 'Bearer';
  const option = isBearer ? [`--auth-type=bearer --auth=${shellQuoted(token)}`] : [];
  const items = headersOf(request)
    .filter(([name]) => !isBearer || name !== 'Authorization')
    .map(([name, value]) => shellQuoted(`${name}:${value}`));
  return ['http', ...option, method, shellQuoted(url), ...items].join(' ');
};

/** A JavaScript `fetch` call. @see RFC 6750 §2.1, RFC 9449 §7.1 */
export const fetchCall: Snippet = (request) => {
  const { method, url } = request;
  const headers = headersOf(request).map(
    ([name, value]) => `    ${name}: ${scriptQuoted(value)},\n`,
  );
  return (
    `await fetch(${scriptQuoted(url)}, {\n` +
    `  method: ${scriptQuoted(method)},\n` +
    `  headers: {\n${headers.join('')}  },\n` +
    '});'
  );
};
