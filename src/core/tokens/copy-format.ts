import type { CopyFormat } from '../../vocabulary/hand-out.ts';
import type { TokenRecord } from '../model/token-record.ts';
import type { Secret } from '../secret/secret.ts';

/** Formats that make a request, and so carry a proof where the token is bound. @see RFC 9449 §7.1 */
export const REQUEST_FORMATS: readonly CopyFormat[] = ['curl', 'httpie', 'fetch'];

/** Where a handed-out token is to be used, and what it is called there. */
export interface TokenUsage {
  readonly method: string;
  readonly url: string;
  /** What the variable is named after; foreign text. */
  readonly name: string;
  /** The value of the `DPoP` header field for this method and URL. @see RFC 9449 §7.1 */
  readonly proof?: string;
}

/** The token itself, for those who look into it or hand it on as it is. @see RFC 6750 §2.1 */
export const tokenText = (token: Secret<'access-token'>): string => token.expose();

/**
 * The text that leaves for the clipboard or an explicit reveal: the token alone, the header field,
 * a request in some language, or a shell variable. Quoted for its language, so that no token and no
 * address can break out of it.
 * @see RFC 6750 §2.1, RFC 9449 §7.1
 */
export const presentToken = (
  token: Pick<TokenRecord, 'accessToken' | 'tokenType'>,
  format: CopyFormat,
  usage: TokenUsage,
): string => {
  const text = tokenText(token.accessToken);
  const request: AuthorizedRequest = {
    ...usage,
    token: text,
    scheme: token.tokenType === 'dpop' ? 'DPoP' : 'Bearer',
  };
  switch (format) {
    case 'raw':
      return text;
    case 'bearer':
      return headerLines(request);
    case 'curl':
      return curlLine(request);
    case 'httpie':
      return httpieLine(request);
    case 'fetch':
      return fetchCall(request);
    case 'environment':
      return `export ${tokenVariable(usage.name)}=${shellQuoted(text)}`;
  }
};

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

/** POSIX shell quoting: nothing inside single quotes is special but the quote itself. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What JSON leaves alone and a page or an older engine would take for its own. */
const UNSAFE_IN_SCRIPT = /[<\u2028\u2029\u007f]/g;

/** A JavaScript string literal that is the same inside a `<script>` element. @see RFC 8259 §7 */
export const scriptQuoted = (text: string): string =>
  JSON.stringify(text).replace(
    UNSAFE_IN_SCRIPT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const LONGEST_NAME = 48;

/**
 * The name of an environment variable for the token of what `text` names: letters, digits and
 * underscores only, and an ending of ours, so that no name can be one a program listens to.
 */
export const tokenVariable = (text: string): string => {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, LONGEST_NAME)
    .replace(/^_+|_+$/g, '');
  return `${words === '' ? 'VALET_KEY' : words.replace(/^(?=\d)/, '_')}_ACCESS_TOKEN`;
};
