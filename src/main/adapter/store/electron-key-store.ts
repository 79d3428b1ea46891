import { z } from 'zod';
import { rememberKeys, type SeenKeys } from '../../../core/model/seen-keys.ts';
import type { KeptKeys } from '../../../core/port/stores.ts';
import { epochMs } from '../../../vocabulary/instant.ts';
import {
  openDocument,
  type DocumentKind,
  type DocumentPlace,
  type DocumentReading,
} from './electron-store-document.ts';
import { readRecords } from './electron-store-records.ts';

const number = z.string().max(4096).exactOptional();
const instant = z.number().transform(epochMs);

/** Public numbers and nothing else: a member that is not one of them makes the key foreign. */
const key = z.strictObject({
  kid: z.string().exactOptional(),
  algorithms: z.array(z.string()),
  jwk: z.strictObject({
    kty: z.string(),
    crv: number,
    n: number,
    e: number,
    x: number,
    y: number,
  }),
});

const sets = z.array(
  z.strictObject({
    keys: z.array(key),
    firstSeen: instant,
    lastSeen: instant,
    isWhole: z.boolean(),
  }),
);

const entry = z.tuple([z.string(), sets]);

/** Keys by who published them, and entries of a later version as they stood in the file. */
interface KeptContent {
  readonly seen: SeenKeys;
  readonly newer: readonly unknown[];
}

const parseKeys = (content: unknown): DocumentReading<KeptContent> => {
  const reading = readRecords(
    { schema: entry, belongs: () => true, nameOf: () => undefined },
    content,
  );
  const { known, newer } = reading.content;
  const { damaged } = reading;
  return {
    content: { seen: new Map(known), newer },
    ...(damaged === undefined ? {} : { damaged }),
  };
};

const KIND: DocumentKind<KeptContent> = {
  version: 1,
  migrations: [],
  parse: parseKeys,
  print: ({ seen, newer }) => [...seen, ...newer],
  empty: { seen: new Map(), newer: [] },
};

/** The keys that were seen, on electron-store, in `keys.json`. Never throws at start. */
export const createElectronKeyStore = (place: DocumentPlace): KeptKeys => {
  const document = openDocument(place, 'keys', KIND);
  return {
    seen: (source) => document.content.seen.get(source) ?? [],
    async note(source, published) {
      const { seen: before, newer } = document.content;
      const seen = rememberKeys(before, source, published, place.now());
      if (seen !== before) document.write({ seen, newer });
    },
  };
};
