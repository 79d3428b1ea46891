import { z } from 'zod';
import { rememberKeys, type SeenKeys } from '../../../core/model/seen-keys.ts';
import type { KeptKeys } from '../../../core/port/kept-keys.ts';
import { epochMs } from '../../../vocabulary/instant.ts';
import { openDocument, type DocumentKind, type DocumentPlace } from './electron-store-document.ts';

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
  z.object({
    keys: z.array(key),
    firstSeen: instant,
    lastSeen: instant,
    isWhole: z.boolean(),
  }),
);

const entry = z.tuple([z.string(), sets]);

/** One damaged issuer does not take the others along. */
const parseKeys = (content: unknown): { content: SeenKeys; whole: boolean } => {
  const raw = z.array(z.unknown()).parse(content);
  const good = raw.map((one) => entry.safeParse(one).data).filter((one) => one !== undefined);
  return { content: new Map(good), whole: good.length === raw.length };
};

const KIND: DocumentKind<SeenKeys> = {
  version: 1,
  migrations: [],
  parse: parseKeys,
  print: (seen) => [...seen],
  empty: new Map(),
};

/** The keys that were seen, on electron-store, in `keys.json`. Never throws at start. */
export const createElectronKeyStore = (place: DocumentPlace): KeptKeys => {
  const document = openDocument(place, 'keys', KIND);
  return {
    seen: (source) => document.content.get(source) ?? [],
    async note(source, published) {
      const seen = rememberKeys(document.content, source, published, place.now());
      if (seen !== document.content) document.write(seen);
    },
  };
};
