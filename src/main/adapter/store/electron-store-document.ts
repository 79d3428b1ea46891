import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { readDocumentFile, setAside, type AsideReason } from './electron-store-recovery.ts';

/** The part of electron-store that is used: whole documents, so that no key is ever split at dots. */
export interface ElectronStoreLike {
  store: Record<string, unknown>;
}

/** What electron-store is opened with. */
export interface ElectronStoreOptions {
  readonly name: string;
  readonly cwd: string;
  readonly configFileMode: number;
  readonly accessPropertiesByDotNotation: false;
  readonly serialize: (value: unknown) => string;
}

/** `(options) => new ElectronStore(options)` in the program; conf's class in tests. */
export type OpenElectronStore = (options: ElectronStoreOptions) => ElectronStoreLike;

/** Where documents live and how they are opened. */
export interface DocumentPlace {
  readonly folder: string;
  readonly openStore: OpenElectronStore;
  readonly now: () => EpochMs;
}

/** How one kind of document is read. */
export interface DocumentKind<Content> {
  readonly version: number;
  /** `migrations[n]` makes version n+1 of version n; the first entry is for version 1. */
  readonly migrations: readonly ((content: unknown) => unknown)[];
  /** Throws where the content is foreign; `whole` is false where some of it had to be left out. */
  readonly parse: (content: unknown) => { readonly content: Content; readonly whole: boolean };
  readonly print: (content: Content) => unknown;
  readonly empty: Content;
}

/** A file that could not be used: kept under `name`, or left alone where it could not be moved. */
export interface PutAside {
  readonly name: string;
  readonly reason: 'damaged' | 'newer' | 'unreadable';
}

export interface Document<Content> {
  readonly content: Content;
  readonly putAside?: PutAside;
  /** Synchronous and durable. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  write(content: Content): void;
}

const FILE_MODE = 0o600;

/**
 * conf writes in place, not atomically, wherever `SNAP` is set, and a terminal that came as a snap
 * hands that on to every program started in it.
 */
const withoutSnap = (act: () => void): void => {
  const { SNAP } = process.env;
  delete process.env['SNAP'];
  try {
    act();
  } finally {
    if (SNAP !== undefined) process.env['SNAP'] = SNAP;
  }
};

/** Writing can wait for the next change. */
const attempt = (act: () => void): void => {
  try {
    act();
  } catch {
    // The damaged file is still in place and will be salvaged again at the next start.
  }
};

/** conf syncs the file but not the folder that names it. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** What stands in the file around the content. */
const envelopeSchema = z.object({ version: z.number().int().positive(), content: z.unknown() });

type Verdict<Content> =
  | { readonly kind: 'good'; readonly content: Content; readonly whole: boolean }
  | { readonly kind: AsideReason };

/** Judges a file's text: ours and whole, ours in part, of a later version, or neither. */
const judge = <Content>(text: string, kind: DocumentKind<Content>): Verdict<Content> => {
  try {
    const { version, content } = envelopeSchema.parse(JSON.parse(text));
    if (version > kind.version) return { kind: 'newer' };
    const current = kind.migrations
      .slice(version - 1, kind.version - 1)
      .reduce((older, migrate) => migrate(older), content);
    return { kind: 'good', ...kind.parse(current) };
  } catch {
    return { kind: 'corrupt' };
  }
};

interface Found<Content> {
  readonly content: Content;
  readonly putAside?: PutAside;
  /** What lies there could be neither used nor moved: it must not be overwritten. */
  readonly leaveAlone?: true;
  /** What was good of a file that is kept aside whole; the file in place is still the damaged one. */
  readonly salvaged?: true;
}

const find = <Content>(
  path: string,
  name: string,
  kind: DocumentKind<Content>,
  now: EpochMs,
): Found<Content> => {
  const { empty } = kind;
  const leftAlone = { putAside: { name, reason: 'unreadable' }, leaveAlone: true } as const;
  const reading = readDocumentFile(path);
  if (reading.kind === 'absent') return { content: empty };
  if (reading.kind === 'unreadable') return { content: empty, ...leftAlone };
  const verdict = judge(reading.text, kind);
  if (verdict.kind !== 'good') {
    const kept = setAside(path, verdict.kind, now, 'move');
    if (kept === undefined) return { content: empty, ...leftAlone };
    const reason = verdict.kind === 'newer' ? 'newer' : 'damaged';
    return { content: empty, putAside: { name: kept, reason } };
  }
  const { content, whole } = verdict;
  if (whole) return { content };
  const kept = setAside(path, 'corrupt', now, 'copy');
  if (kept === undefined) return { content, ...leftAlone };
  return { content, putAside: { name: kept, reason: 'damaged' }, salvaged: true };
};

/** Writes whole documents through electron-store, which is opened at the first of them. */
const writer = ({ folder, openStore }: DocumentPlace, name: string) => {
  let store: ElectronStoreLike | undefined;
  return (document: Record<string, unknown>): void => {
    store ??= openStore({
      name,
      cwd: folder,
      configFileMode: FILE_MODE,
      accessPropertiesByDotNotation: false,
      serialize: (value) => JSON.stringify(value),
    });
    const opened = store;
    withoutSnap(() => {
      opened.store = document;
    });
    syncFolder(folder);
  };
};

/**
 * Opens a document, whatever is there: a file that is damaged, foreign or of a later version is kept
 * aside and the document starts empty. Never throws; what cannot be replaced is never overwritten.
 */
export const openDocument = <Content>(
  place: DocumentPlace,
  name: string,
  kind: DocumentKind<Content>,
): Document<Content> => {
  const file = `${name}.json`;
  const found = find(join(place.folder, file), file, kind, place.now());
  const writeOut = writer(place, name);
  let { content } = found;
  const write = (next: Content): void => {
    try {
      if (found.leaveAlone) throw new Error(`${file} could not be read and was left alone`);
      writeOut({ version: kind.version, content: kind.print(next) });
    } catch (cause) {
      throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { cause });
    }
    content = next;
  };
  if (found.salvaged) attempt(() => write(content));
  return {
    get content() {
      return content;
    },
    ...(found.putAside === undefined ? {} : { putAside: found.putAside }),
    write,
  };
};
