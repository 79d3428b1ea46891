import { z } from 'zod';
import { foreignText } from '../../../core/fault/foreign-text.ts';
import type { DocumentReading } from './electron-store-document.ts';

/** A text member of a record that anybody may have written; safe to show. */
export const textMember = (raw: unknown, ...path: readonly string[]): string | undefined => {
  const value = valueAt(raw, path);
  return typeof value === 'string' && value !== '' ? foreignText(value) : undefined;
};

/** One record of a file: known whole, of a later version of us, or damaged. */
export type RecordReading<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

/** The records of a file: those that this version knows, and those it keeps as they stood there. */
export interface Records<Value> {
  readonly known: readonly Value[];
  readonly newer: readonly unknown[];
}

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? (Object.getOwnPropertyDescriptor(value, name)?.value as unknown)
        : undefined,
    raw,
  );

/** A member or a word that this version has never heard of: not damage, but something to learn. */
const isUnknownWord = (raw: unknown, { code, path }: z.core.$ZodIssue): boolean =>
  code === 'unrecognized_keys' ||
  ((code === 'invalid_value' || code === 'invalid_union') &&
    typeof valueAt(raw, path) === 'string');

/**
 * Reads one record. Where all that is wrong with it are words and members that `schema` does not
 * know, a later version wrote it: using it without them could break what they stand for.
 */
export const readRecord = <Value>(schema: z.ZodType<Value>, raw: unknown): RecordReading<Value> => {
  const { data, error } = schema.safeParse(raw);
  if (error === undefined) return { kind: 'known', value: data };
  const isNewer = error.issues.every((issue) => isUnknownWord(raw, issue));
  return { kind: isNewer ? 'newer' : 'damaged' };
};

/** How the records of one kind of document are read. */
export interface RecordKind<Value> {
  readonly schema: z.ZodType<Value>;
  /** Whether a record may stand beside those before it in this file. */
  readonly belongs: (value: Value, before: readonly Value[]) => boolean;
  /** What a person would call a record, whoever wrote it; undefined where nothing can be read. */
  readonly nameOf: (raw: unknown) => string | undefined;
}

/** Reads a list of records, each by itself: one that is damaged does not take the others along. */
export const readRecords = <Value>(
  { schema, belongs, nameOf }: RecordKind<Value>,
  content: unknown,
): DocumentReading<Records<Value>> => {
  const known: Value[] = [];
  const newer: unknown[] = [];
  const damaged: unknown[] = [];
  for (const raw of z.array(z.unknown()).parse(content)) {
    const reading = readRecord(schema, raw);
    if (reading.kind === 'newer') newer.push(raw);
    else if (reading.kind === 'known' && belongs(reading.value, known)) known.push(reading.value);
    else damaged.push(raw);
  }
  const names = (records: readonly unknown[]) =>
    records.map(nameOf).filter((name) => name !== undefined);
  return {
    content: { known, newer },
    ...(newer.length === 0 ? {} : { newer: names(newer) }),
    ...(damaged.length === 0 ? {} : { damaged: names(damaged) }),
  };
};

/** The names of the records in a document that cannot be used, as far as they can be read. */
export const namesIn =
  ({ nameOf }: Pick<RecordKind<never>, 'nameOf'>) =>
  (content: unknown): readonly string[] =>
    Array.isArray(content) ? content.map(nameOf).filter((name) => name !== undefined) : [];
