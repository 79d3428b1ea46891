import { base64url, type JWK } from 'jose';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { pkcs8Of } from './pkcs8.ts';

/** A private key as the libraries take it. `kid`: the name that a file around a PEM gives it. */
export type PastedKey =
  | { readonly kind: 'jwk'; readonly jwk: JWK }
  | { readonly kind: 'pkcs8'; readonly pem: string; readonly kid?: string };

const BEGIN = '-----BEGIN ';

/** What stands around a key in a file of another program, by the names of its members. */
interface KeyFile {
  readonly keys?: unknown;
  /** Google's service accounts, and others. */
  readonly private_key?: unknown;
  readonly private_key_id?: unknown;
  readonly kty?: unknown;
}

/**
 * Reads what a person has of a private key: a JWK, a JWK set with one private key, a PEM of PKCS #8, of
 * PKCS #1 or of SEC 1, also among other blocks, with its line ends written out as `\n`, in base64 or as the
 * `private_key` of a JSON file.
 *
 * Fails with VK_CLIENT_KEY_UNREADABLE where it has a passphrase or a form of another program; the field
 * `command` converts it. Fails with VK_INVALID_INPUT where it is no private key; `found` says what it is,
 * where that is plain. Nothing of the text is in the error.
 * @see RFC 7517 §4, RFC 5958, RFC 8017 Appendix A.1.2, RFC 5915, RFC 7468
 */
export const readPastedKey = (pasted: string): PastedKey => {
  const text = withLineEnds(pasted.replace(/[\u200b\u2060\ufeff]/g, '').trim());
  if (text.startsWith('{')) return fromJson(text);
  if (text.startsWith('PuTTY-User-Key-File')) throw unreadable(COMMANDS.putty);
  if (text.includes(BEGIN)) return { kind: 'pkcs8', pem: fromPem(text) };
  const bytes = decoded(text) ?? new Uint8Array();
  // A file in base64, as build servers keep them: what is in it, but no file in that again.
  const inside = withLineEnds(new TextDecoder().decode(bytes).trim());
  if (inside.startsWith('{')) return fromJson(inside);
  return { kind: 'pkcs8', pem: inside.includes(BEGIN) ? fromPem(inside) : pemOf(bytes) };
};

/** As environment files and JSON write a PEM: one line, perhaps in quotation marks. */
const withLineEnds = (text: string): string =>
  text.startsWith('{')
    ? text
    : text.replaceAll(/\\r?\\n|\\n/g, '\n').replaceAll(/^["']|["',;]$/g, '');

const fromJson = (text: string): PastedKey => {
  const file = parsed(text);
  if (typeof file.private_key === 'string') {
    const { private_key: pem, private_key_id: kid } = file;
    const named = typeof kid === 'string' && kid !== '' ? { kid } : {};
    return { kind: 'pkcs8', pem: fromPem(withLineEnds(pem)), ...named };
  }
  return { kind: 'jwk', jwk: plain(Array.isArray(file.keys) ? onlyPrivate(file.keys) : file) };
};

const parsed = (text: string): KeyFile => {
  try {
    return JSON.parse(text) as KeyFile;
  } catch {
    throw notAKey();
  }
};

const onlyPrivate = (keys: readonly unknown[]): object => {
  const found = keys.filter(isPrivate);
  const [key] = found;
  if (key !== undefined && found.length === 1) return key;
  throw notAKey(found.length === 0 ? 'public keys alone' : 'a set with several private keys');
};

const isPrivate = (entry: unknown): entry is object =>
  typeof entry === 'object' && entry !== null && typeof (entry as JWK).d === 'string';

/** Empty members count as absent, and numbers in plain or padded base64 are the same numbers. RFC 7518 §2 */
const plain = (jwk: object): JWK =>
  Object.fromEntries(
    Object.entries(jwk)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name, NUMBERS.has(name) ? asBase64url(value) : value]),
  );

const NUMBERS: ReadonlySet<string> = new Set('d n e p q dp dq qi x y'.split(' '));

const asBase64url = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/={1,2}$/, '')
    : value;

/** Labels of blocks that hold a private key as it is. */
const PLAIN_LABELS: readonly string[] = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];

const fromPem = (text: string): string => {
  const blocks = blocksIn(text);
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) throw notAKey(publicThing(blocks[0]?.label ?? ''));
  if (key.label === 'OPENSSH PRIVATE KEY') throw unreadable(COMMANDS.openssh);
  // The header fields of RFC 1421, by which OpenSSL marks what it encrypted before PKCS #8.
  const isEncrypted = key.label === 'ENCRYPTED PRIVATE KEY' || key.body.includes('ENCRYPTED');
  if (isEncrypted) throw unreadable(COMMANDS.encrypted);
  const bytes = decoded(key.body);
  if (!PLAIN_LABELS.includes(key.label) || bytes === undefined) throw notAKey();
  return pemOf(bytes);
};

const publicThing = (label: string): string | undefined => {
  if (label.endsWith('PUBLIC KEY')) return 'a public key';
  return label.endsWith('CERTIFICATE')
    ? 'a certificate, which has the public key alone'
    : undefined;
};

interface Block {
  readonly label: string;
  readonly body: string;
}

const MOST_BLOCKS = 50;

const blocksIn = (text: string): readonly Block[] => {
  const blocks: Block[] = [];
  let at = text.indexOf(BEGIN);
  while (at >= 0 && blocks.length < MOST_BLOCKS) {
    const labelEnd = text.indexOf('-----', at + BEGIN.length);
    if (labelEnd < 0) break;
    const label = text.slice(at + BEGIN.length, labelEnd);
    const end = text.indexOf('-----END', labelEnd);
    if (end < 0) break;
    blocks.push({ label, body: text.slice(labelEnd + 5, end) });
    at = text.indexOf(BEGIN, end);
  }
  return blocks;
};

const decoded = (text: string): Uint8Array | undefined => {
  const digits = text.replaceAll(/\s/g, '');
  try {
    return base64url.decode(asBase64url(digits) as string);
  } catch {
    return undefined;
  }
};

const pemOf = (bytes: Uint8Array): string => {
  const key = pkcs8Of(bytes);
  if (key === undefined) throw notAKey();
  const digits = base64url.encode(key).replaceAll('-', '+').replaceAll('_', '/');
  const padded = digits.padEnd(Math.ceil(digits.length / 4) * 4, '=');
  return `-----BEGIN PRIVATE KEY-----\n${padded}\n-----END PRIVATE KEY-----`;
};

/** Each writes a PEM of PKCS #8 without a passphrase. */
const COMMANDS = {
  encrypted: 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-without-passphrase.pem',
  openssh: "cp key key-in-pem && ssh-keygen -p -N '' -m PKCS8 -f key-in-pem",
  putty: 'puttygen key.ppk -O private-openssh -o key-in-pem',
} as const;

const unreadable = (command: string): ValetKeyError =>
  new ValetKeyError('VK_CLIENT_KEY_UNREADABLE', { fields: { command, sent: false } });

/** Not a private key, as far as anybody could tell without it. @see RFC 7523 §2.2 */
export const notAKey = (found?: string): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', {
    fields: { why: 'not a private key', ...(found === undefined ? {} : { found }), sent: false },
  });
