import { z } from 'zod';
import { ADVICE_RULES, type AdviceRuleName } from '../../../vocabulary/advice-rule.ts';
import { parseConnectionId, type ConnectionId } from '../../../vocabulary/id.ts';
import { epochMs, seconds } from '../../../vocabulary/instant.ts';
import { PLAYGROUND_TOKEN_FORMATS } from '../../../vocabulary/oauth.ts';
import { THEMES } from '../../../vocabulary/program.ts';
import {
  openDocument,
  type DocumentKind,
  type DocumentPlace,
  type DocumentReading,
  type UnusedFile,
} from './electron-store-document.ts';
import { readRecord } from './electron-store-records.ts';

const bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});

const connectionId = z
  .string()
  .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined);

const shown = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connection'), connectionId }),
  z.object({ kind: z.literal('page'), page: z.string().max(32) }),
]);

const duration = z.number().min(0).transform(seconds);

const playground = z.object({
  /** The port it had last, so that registered redirect URIs and bookmarks stay good. */
  port: z.number().int().min(1).max(65_535).exactOptional(),
  /** Seconds. */
  accessTokenLifetime: z.number().int().min(5).max(86_400),
  accessTokenFormat: z.enum(PLAYGROUND_TOKEN_FORMATS),
});

/** A finding of the advice that the person knows of. */
interface Dismissal {
  readonly rule: AdviceRuleName;
  readonly connectionId: ConnectionId;
  readonly about: readonly string[];
}
const dismissal: z.ZodType<Dismissal> = z.object({
  rule: z.enum(ADVICE_RULES),
  connectionId,
  about: z.array(z.string()).readonly(),
});
/** A rule that is gone takes none of the rest along. */
const dismissals: z.ZodType<readonly Dismissal[]> = z.array(z.unknown()).transform((list) =>
  list.flatMap((one) => {
    const { data } = dismissal.safeParse(one);
    return data === undefined ? [] : [data];
  }),
);

/** What members were called in files of earlier versions, and are called now. */
const FORMER_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['toldEnds', 'warnedExpiries'],
  ['learned', 'observedLifetimes'],
]);
const FORMER_LIFETIME_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['longestRest', 'longestIdle'],
  ['deadlyRest', 'endedAfterIdle'],
  ['deadlyAge', 'endedAtAge'],
]);

/** The same members by their present names; where a file has both, the present name holds. */
const renamed = (
  formerNames: ReadonlyMap<string, string>,
  content: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const members = Object.entries(content).map(([name, value]) => ({
    name: formerNames.get(name) ?? name,
    value,
    isFormer: formerNames.has(name),
  }));
  return Object.fromEntries(
    members
      .toSorted((one, other) => Number(other.isFormer) - Number(one.isFormer))
      .map(({ name, value }) => [name, value]),
  );
};

const observedLifetime = z.preprocess(
  (raw) =>
    typeof raw === 'object' && raw !== null ? renamed(FORMER_LIFETIME_MEMBERS, { ...raw }) : raw,
  z.object({
    longestIdle: duration,
    endedAfterIdle: duration.exactOptional(),
    greatestAge: duration,
    endedAtAge: duration.exactOptional(),
  }),
);

/** Authorities that a person trusts for one host, as PEM; public. */
const hostAuthorities = z.object({
  host: z.string().max(255),
  pem: z.string().max(512 * 1024),
});

/** A proxy that a login is kept for; its password is in the keychain. */
const proxyLogin = z.object({
  host: z.string().max(255),
  port: z.number().int().min(1).max(65_535),
  username: z.string().max(256),
});

const canaryHash = z.string().length(43);
const MOST_FORMER = 8;

/** The hashes to remember once `next` is in force. */
export const formerHashes = (
  {
    canaryHash: last,
    formerCanaryHashes: former,
  }: Pick<Settings, 'canaryHash' | 'formerCanaryHashes'>,
  next: string,
): string[] =>
  [...former, ...(last === undefined ? [] : [last])]
    .filter((hash) => hash !== next)
    .slice(-MOST_FORMER);

const members = {
  playground,
  window: bounds.exactOptional(),
  /** What the window showed last. */
  shown: shown.exactOptional(),
  /** The window closed, the program stays in the tray; the platform's custom where nothing was chosen. */
  keepInTray: z.boolean().exactOptional(),
  /** The expiry that a person was warned of, by connection. */
  warnedExpiries: z.record(connectionId, z.number().transform(epochMs)).default({}),
  /** SHA-256 of the keychain's canary, base64url: not a secret, and no use without the canary. */
  canaryHash: canaryHash.exactOptional(),
  /** Those before a person reset the keychain, newest last. */
  formerCanaryHashes: z.array(canaryHash).max(MOST_FORMER).default([]),
  theme: z.enum(THEMES),
  /** How long refresh tokens have lived, by issuer. Newer than the first version. */
  observedLifetimes: z.record(z.string(), observedLifetime).default({}),
  /** Seconds until a copied token is cleared. Newer than the first version of this file. */
  clipboardClearAfter: z.number().int().min(5).max(600).default(45),
  /** Minutes; 0: whatever is left. */
  copiedTokenMinutes: z.number().int().min(0).max(1440).default(5),
  dismissedAdvice: dismissals.default([]),
  lockWithSystem: z.boolean().default(true),
  /** Programs of this user can ask for tokens; each is asked about. */
  answersPrograms: z.boolean().default(true),
  hostAuthorities: z.array(hostAuthorities).max(200).default([]),
  proxyLogins: z.array(proxyLogin).max(50).default([]),
  /** Where sign-ins open; `null` for the system's default browser. */
  browser: z.string().max(600).nullable().default(null),
  /** 0: never. */
  autoLockMinutes: z.number().int().min(0).max(1440).default(0),
};
const settingsSchema = z.object(members);

/** What is remembered between runs besides the connections. No secret among it. */
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  playground: { accessTokenLifetime: 300, accessTokenFormat: 'jwt' },
  theme: 'system',
  observedLifetimes: {},
  formerCanaryHashes: [],
  warnedExpiries: {},
  clipboardClearAfter: 45,
  copiedTokenMinutes: 5,
  dismissedAdvice: [],
  lockWithSystem: true,
  answersPrograms: true,
  hostAuthorities: [],
  proxyLogins: [],
  browser: null,
  autoLockMinutes: 0,
};

/** The settings, and members of a later version as they stood in the file. */
interface Content {
  readonly settings: Settings;
  readonly newer: Readonly<Record<string, unknown>>;
}

/**
 * Each member on its own: one that is damaged falls back, the others stay. One that is missing is
 * newer than the file, and no damage. One that this version does not know, or whose word it does not
 * know, is kept for the version that does.
 */
const parseSettings = (content: unknown): DocumentReading<Content> => {
  const raw = renamed(FORMER_MEMBERS, z.record(z.string(), z.unknown()).parse(content));
  const good: Record<string, unknown> = {};
  const newer: Record<string, unknown> = {};
  let isDamaged = false;
  for (const [name, value] of Object.entries(raw)) {
    const schema: z.ZodType | undefined = Object.entries(members).find(
      ([one]) => one === name,
    )?.[1];
    const reading = schema === undefined ? ({ kind: 'newer' } as const) : readRecord(schema, value);
    if (reading.kind === 'known') good[name] = reading.value;
    else if (reading.kind === 'newer') newer[name] = value;
    else isDamaged = true;
  }
  const settings = settingsSchema.parse({ ...DEFAULT_SETTINGS, ...good });
  return { content: { settings, newer }, ...(isDamaged ? { damaged: [] } : {}) };
};

const KIND: DocumentKind<Content> = {
  version: 1,
  migrations: [],
  parse: parseSettings,
  print: ({ settings, newer }) => ({ ...settings, ...newer }),
  empty: { settings: DEFAULT_SETTINGS, newer: {} },
  // A theme or a canary's hash means the same in every version; what does not is not known here.
  parseNewer: (content) => parseSettings(content).content,
};

export interface SettingsStore {
  /** As last written; the defaults where nothing was. */
  get(): Settings;
  /** Replaces the named members. Resolves once on disk; fails with VK_RECORD_NOT_WRITTEN. */
  update(change: Partial<Settings>): Promise<void>;
  /** What became of a settings file that is not used whole. */
  readonly unused: readonly UnusedFile[];
  /** See `Document.dismiss`. */
  dismiss(name: string): void;
}

/** The settings on electron-store, in `settings.json`. Never throws at start. */
export const createElectronSettingsStore = (place: DocumentPlace): SettingsStore => {
  const document = openDocument(place, 'settings', KIND);
  return {
    get: () => document.content.settings,
    async update(change) {
      const { settings, newer } = document.content;
      const left = Object.entries(newer).filter(([name]) => !Object.hasOwn(change, name));
      document.write({
        settings: { ...settings, ...change },
        newer: Object.fromEntries(left),
      });
    },
    get unused() {
      return document.unused;
    },
    dismiss: (name) => document.dismiss(name),
  };
};

/** What the settings remember of the keychain's canary. */
export const canaryHashIn = (settings: Pick<SettingsStore, 'get' | 'update'>) => ({
  read: (): string | undefined => settings.get().canaryHash,
  wasOurs: (hash: string): boolean => settings.get().formerCanaryHashes.includes(hash),
  write: (canaryHash: string): Promise<void> =>
    settings.update({
      canaryHash,
      formerCanaryHashes: formerHashes(settings.get(), canaryHash),
    }),
});
