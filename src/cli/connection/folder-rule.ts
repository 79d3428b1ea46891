import * as z from 'zod/mini';
import { CliFailure, usageFailure } from '../failure.ts';
import { ownFile, type Files, type Platform, type StoredFile } from '../platform/platform.ts';

export const FOLDER_FILE = '.valet-key';

/** A folder rule is a few lines; more is something else. */
const LIMIT = 4096;
const ALLOWED_LIMIT = 4 * 1024 * 1024;

const word = z.string().check(z.minLength(1), z.maxLength(1000));

/** What a `.valet-key` file may say; it cannot name a command, an address of ours or a token. */
const ruleSchema = z.strictObject({
  account: word,
  scope: z.optional(word),
  resource: z.optional(word),
});
export type FolderRule = Readonly<z.infer<typeof ruleSchema>>;

/** Path and text of each file that the person has allowed. */
const allowedSchema = z.record(z.string(), z.string());

export interface FoundRule {
  readonly path: string;
  readonly text: string;
  readonly rule: FolderRule;
  /** The person has allowed exactly this text at this path. */
  readonly isAllowed: boolean;
}

const allowedPath = (platform: Platform): string =>
  ownFile(platform, 'XDG_STATE_HOME', 'allowed-folders.json');

const readAllowed = (platform: Platform): Record<string, string> => {
  const stored = platform.files.read(allowedPath(platform), ALLOWED_LIMIT);
  if (stored === undefined || stored.uid !== platform.uid) return {};
  try {
    const allowed = allowedSchema.safeParse(JSON.parse(stored.text));
    return allowed.success ? allowed.data : {};
  } catch {
    return {};
  }
};

/** The nearest path of that name, from the working folder up to the root. */
const nearest = (files: Files, folder: string): string | undefined => {
  for (let at = folder; ; at = files.parentOf(at)) {
    const path = files.join(at, FOLDER_FILE);
    if (files.look(path) !== undefined) return path;
    if (files.parentOf(at) === at) return undefined;
  }
};

const parseRule = (path: string, { text }: StoredFile): FolderRule => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw usageFailure(`${path} is not JSON.`, `Write {"account": "NAME"} into it.`);
  }
  const rule = ruleSchema.safeParse(value);
  if (rule.success) return rule.data;
  throw usageFailure(
    `${path} may say account, scope and resource, and nothing else.`,
    `Write {"account": "NAME", "scope": "a b"} into it.`,
  );
};

/**
 * The rule of the folder the person is in, if there is one.
 *
 * @throws CliFailure VK_INVALID_INPUT when it belongs to somebody else, everybody can write it, or it cannot be read
 */
export const findFolderRule = (platform: Platform): FoundRule | undefined => {
  const path = nearest(platform.files, platform.folder);
  if (path === undefined) return undefined;
  const stored = platform.files.read(path, LIMIT);
  if (stored === undefined) throw usageFailure(`${path} is no plain file of at most 4 KiB.`);
  if (platform.uid !== undefined && stored.uid !== platform.uid) {
    throw usageFailure(`${path} belongs to another user.`, 'Name the account instead.');
  }
  // What it says was allowed word for word; a group of one's own is usual, a file for everybody is a mistake.
  if ((stored.mode & 0o002) !== 0) {
    throw usageFailure(`${path} can be written by everybody.`, `Run "chmod o-w ${path}".`);
  }
  const rule = parseRule(path, stored);
  const isAllowed = readAllowed(platform)[path] === stored.text;
  return { path, text: stored.text, rule, isAllowed };
};

/** Remembers that this text at this path may choose the account. */
export const allowFolderRule = (platform: Platform, { path, text }: FoundRule): void => {
  const allowed = { ...readAllowed(platform), [path]: text };
  platform.files.replace(allowedPath(platform), `${JSON.stringify(allowed, null, 2)}\n`);
};

/**
 * The rule to use when no account was named.
 *
 * @throws CliFailure VK_INVALID_INPUT when there is none, or one that is new or changed since it was allowed
 */
export const requireFolderRule = (platform: Platform): FolderRule => {
  const found = findFolderRule(platform);
  if (found === undefined) {
    throw usageFailure(
      `No account is named, and no ${FOLDER_FILE} file is in this folder or above it.`,
      'Name one: see "vk accounts".',
    );
  }
  if (!found.isAllowed) {
    throw new CliFailure('VK_INVALID_INPUT', `${found.path} is new or has changed.`, {
      next: 'Look at it, then run "vk allow".',
    });
  }
  return found.rule;
};
