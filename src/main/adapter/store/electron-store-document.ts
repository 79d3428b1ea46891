import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import type { NotUsedReason } from '../../../vocabulary/storage.ts';
import { dismissAside, filesAside, readDocumentFile, setAside } from './electron-store-recovery.ts';
import { writeFault } from '../system/write-fault.ts';

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

/** What a document's content was found to hold. */
export interface DocumentReading<Content> {
  /** All that can be used, and what a later version wrote as it stood. */
  readonly content: Content;
  /** Names of what had to be left out, as far as it has any; absent where nothing was. */
  readonly damaged?: readonly string[];
  /** Names of what a later version wrote; absent where it wrote nothing that a person has to be shown. */
  readonly newer?: readonly string[];
}

/** How one kind of document is read. */
export interface DocumentKind<Content> {
  readonly version: number;
  /** `migrations[n]` makes version n+1 of version n; the first entry is for version 1. */
  readonly migrations: readonly ((content: unknown) => unknown)[];
  /** Throws where the content is foreign. */
  readonly parse: (content: unknown) => DocumentReading<Content>;
  readonly print: (content: Content) => unknown;
  readonly empty: Content;
  /** What can safely be used of a document of a later version; nothing where absent. */
  readonly parseNewer?: (content: unknown) => Content;
  /** Names of what is in a document of a later version, for the person to recognise it by. */
  readonly namesIn?: (content: unknown) => readonly string[];
}

/** A file that is not used, or not all of it. */
export interface UnusedFile {
  /** Where it lies now, in the folder of the documents. */
  readonly name: string;
  readonly reason: NotUsedReason;
  /** Names of what it holds and the program does not show, as far as they can be read. */
  readonly holds: readonly string[];
}

export interface Document<Content> {
  readonly content: Content;
  readonly unused: readonly UnusedFile[];
  /**
   * The person has dealt with a file that was put aside: it stays, under a name that is not listed any
   * more. Does nothing for another file; fails with VK_RECORD_NOT_WRITTEN.
   */
  dismiss(name: string): void;
  /** Synchronous and durable. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  write(content: Content): void;
}

const FILE_MODE = 0o600;

/**
 * conf writes in place, not atomically, wherever `SNAP` is set, and a terminal that came as a snap
 * hands that on to every program started in it.
 */
const withoutSnap = (action: () => void): void => {
  const { SNAP } = process.env;
  delete process.env['SNAP'];
  try {
    action();
  } finally {
    if (SNAP !== undefined) process.env['SNAP'] = SNAP;
  }
};

/** Tries to write; what fails now can wait for the next change. */
const attempt = (action: () => void): void => {
  try {
    action();
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
  | ({ readonly kind: 'good' } & DocumentReading<Content>)
  | { readonly kind: 'newer'; readonly content: unknown }
  | { readonly kind: 'damaged' };

/** Judges a file's text: ours and whole, ours in part, of a later version, or neither. */
const judge = <Content>(text: string, kind: DocumentKind<Content>): Verdict<Content> => {
  try {
    const { version, content } = envelopeSchema.parse(JSON.parse(text));
    if (version > kind.version) return { kind: 'newer', content };
    const current = kind.migrations
      .slice(version - 1, kind.version - 1)
      .reduce((older, migrate) => migrate(older), content);
    return { kind: 'good', ...kind.parse(current) };
  } catch {
    return { kind: 'damaged' };
  }
};

interface Found<Content> {
  readonly content: Content;
  readonly unused: readonly UnusedFile[];
  /** What lies there is not ours to replace: it must not be overwritten. */
  readonly isReadOnly?: true;
  /** What was good of a file that is kept aside whole; the file in place is still the damaged one. */
  readonly salvaged?: true;
}

/** Files that were put aside at earlier starts and that nobody has dealt with, by what is missing of each. */
const asideBefore = <Content>(
  folder: string,
  name: string,
  kind: DocumentKind<Content>,
): readonly UnusedFile[] =>
  filesAside(folder, name).map((aside) => {
    const reading = readDocumentFile(join(folder, aside));
    const verdict = reading.kind === 'text' ? judge(reading.text, kind) : undefined;
    const holds = verdict?.kind === 'good' ? (verdict.damaged ?? []) : [];
    return { name: aside, reason: 'damaged', holds };
  });

const find = <Content>(
  path: string,
  name: string,
  kind: DocumentKind<Content>,
  now: EpochMs,
): Found<Content> => {
  const { empty } = kind;
  const inPlace = (reason: NotUsedReason, holds: readonly string[] = []) =>
    ({ unused: [{ name, reason, holds }], isReadOnly: true }) as const;
  const usedAsNewer = (content: unknown): Found<Content> => ({
    content: kind.parseNewer?.(content) ?? empty,
    ...inPlace('newer', kind.namesIn?.(content)),
  });
  const reading = readDocumentFile(path);
  if (reading.kind === 'absent') return { content: empty, unused: [] };
  if (reading.kind === 'unreadable') return { content: empty, ...inPlace('unreadable') };
  const verdict = judge(reading.text, kind);
  switch (verdict.kind) {
    case 'newer':
      return usedAsNewer(verdict.content);
    case 'damaged': {
      const kept = setAside(path, now, 'move');
      if (kept === undefined) return { content: empty, ...inPlace('unreadable') };
      return { content: empty, unused: [{ name: kept, reason: 'damaged', holds: [] }] };
    }
    case 'good':
      return usedInPart(path, name, verdict, now);
  }
};

/** A file that is ours: all of it, or what is left when the damaged part of it is kept aside. */
const usedInPart = <Content>(
  path: string,
  name: string,
  { content, damaged, newer }: DocumentReading<Content>,
  now: EpochMs,
): Found<Content> => {
  const unused: readonly UnusedFile[] =
    newer === undefined ? [] : [{ name, reason: 'newer-records', holds: newer }];
  if (damaged === undefined) return { content, unused };
  const kept = setAside(path, now, 'copy');
  if (kept === undefined) {
    const left = { name, reason: 'unreadable', holds: damaged } as const;
    return { content, unused: [...unused, left], isReadOnly: true };
  }
  const aside = { name: kept, reason: 'damaged', holds: damaged } as const;
  return { content, unused: [...unused, aside], salvaged: true };
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
 * Opens a document, whatever is there. A damaged or foreign file is kept aside, and what is good of
 * it is used; one of a later version stays in place and is only read. Never throws.
 */
export const openDocument = <Content>(
  place: DocumentPlace,
  name: string,
  kind: DocumentKind<Content>,
): Document<Content> => {
  const file = `${name}.json`;
  const before = asideBefore(place.folder, file, kind);
  const found = find(join(place.folder, file), file, kind, place.now());
  let unused = [...found.unused, ...before];
  const writeOut = writer(place, name);
  let { content } = found;
  const write = (next: Content): void => {
    try {
      if (found.isReadOnly) throw new Error(`${file} is not ours to replace`);
      writeOut({ version: kind.version, content: kind.print(next) });
    } catch (cause) {
      throw writeFault(cause);
    }
    content = next;
  };
  if (found.salvaged) attempt(() => write(content));
  return {
    get content() {
      return content;
    },
    get unused() {
      return unused;
    },
    dismiss(name) {
      const isAside = ({ name: one, reason }: UnusedFile) => one === name && reason === 'damaged';
      if (!unused.some(isAside)) return;
      dismissAside(join(place.folder, name));
      unused = unused.filter((one) => !isAside(one));
    },
    write,
  };
};
