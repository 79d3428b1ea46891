import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadStream } from 'node:tty';
import { Secret } from '../core/secret/secret.ts';

type Passphrase = Secret<'passphrase'>;

/** Where the words come from that open the vault, and the words. */
export interface GivenPassphrase {
  readonly from: 'descriptor' | 'credential';
  readonly passphrase: Passphrase;
}

/** Nobody has said what opens the vault in a way that can be used. */
export class PassphraseRefused extends Error {
  override readonly name = 'PassphraseRefused';
}

const LONGEST = 4096;
/** The name under which systemd hands the passphrase on. @see systemd.exec(5) Credentials */
const CREDENTIAL = 'valet-key';
const OTHER_USERS = 0o007;

/**
 * What was given at the start: on a file descriptor, or as a credential of systemd. Undefined where nothing
 * was. Fails with {@link PassphraseRefused}.
 */
export const givenPassphrase = (
  descriptor: number | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): GivenPassphrase | undefined => {
  if (descriptor !== undefined) {
    return {
      from: 'descriptor',
      passphrase: readPassphrase(descriptor, `descriptor ${descriptor}`),
    };
  }
  const folder = environment['CREDENTIALS_DIRECTORY'];
  if (folder === undefined || folder === '') return undefined;
  const file = openCredential(join(folder, CREDENTIAL));
  return file === undefined
    ? undefined
    : { from: 'credential', passphrase: readPassphrase(file, `the credential ${CREDENTIAL}`) };
};

const openCredential = (path: string): number | undefined => {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    if ((fstatSync(file).mode & OTHER_USERS) === 0) return file;
    closeSync(file);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw new PassphraseRefused(`The credential ${path} cannot be read.`);
  }
  throw new PassphraseRefused(`Every user may read the credential ${path}.`);
};

/** All of it, without the line feed at its end; the descriptor is closed. */
const readPassphrase = (file: number, name: string): Passphrase => {
  const bytes = Buffer.alloc(LONGEST + 1);
  let length = 0;
  try {
    for (let read = 1; read > 0 && length <= LONGEST; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    closeSync(file);
  } catch {
    throw new PassphraseRefused(`The passphrase cannot be read from ${name}.`);
  }
  if (length > LONGEST) throw new PassphraseRefused(`${name} has more than ${LONGEST} bytes.`);
  const text = bytes.toString('utf8', 0, length).replace(/\r?\n$/, '');
  bytes.fill(0);
  return Secret.of('passphrase', text);
};

/** Keys as a terminal in raw mode sends them. */
const KEYS = { enter: ['\r', '\n'], back: ['\u007f', '\b'], end: ['\u0003', '\u0004'] } as const;

/** Asks at the terminal, which shows nothing of what is typed. Undefined where the person gives up. */
export const askPassphrase = async (
  question: string,
  input: Pick<ReadStream, 'setRawMode' | 'pause' | 'setEncoding'> & AsyncIterable<string | Buffer>,
  output: { write(text: string): unknown },
): Promise<Passphrase | undefined> => {
  output.write(question);
  input.setEncoding('utf8');
  input.setRawMode(true);
  try {
    let typed: readonly string[] = [];
    for await (const piece of input) {
      for (const key of String(piece)) {
        if (includes(KEYS.end, key)) return undefined;
        if (includes(KEYS.enter, key)) return Secret.of('passphrase', typed.join(''));
        typed = includes(KEYS.back, key) ? typed.slice(0, -1) : [...typed, key].slice(0, LONGEST);
      }
    }
    return undefined;
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
};

const includes = (keys: readonly string[], key: string): boolean => keys.includes(key);
