import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { isValetKeyError } from '../../core/fault/valet-key-error.ts';
import { parseJsonStrictly } from '../../core/oauth/exchange/json.ts';
import { APPROVAL_PURPOSES } from '../../vocabulary/agent.ts';

const LARGEST_FILE = 1024 * 1024;
const DEEPEST = 6;
const MOST_RULES = 1000;
const OTHERS = 0o077;

const path = z.string().max(1024).refine(isAbsolute, 'not an absolute path');

/** Which programs a rule is about: one kind of evidence each, so that none is read as less than it says. */
const byProgram = z.strictObject({
  executable: path,
  /** The file that an interpreter was given. */
  script: path.exactOptional(),
  /** The working folder; any where absent. */
  folder: path.exactOptional(),
});
const byService = z.strictObject({ service: z.string().min(1).max(200) });
const byUser = z.strictObject({ any_program: z.literal(true) });

const ruleSchema = z.strictObject({
  /** For whoever reads the file. */
  note: z.string().max(500).exactOptional(),
  consumer: z.union([byProgram, byService, byUser]),
  /** A connection's id or name. */
  connection: z.string().min(1).max(400),
  /** The most that may be asked for. @see RFC 6749 §3.3 */
  scope: z.string().max(20_000),
  /** @see RFC 8707 §2 */
  resource: z.url().max(2000).exactOptional(),
  /** Tokens alone where absent. */
  may: z.array(z.enum(APPROVAL_PURPOSES).exclude(['more-access', 'use'])).exactOptional(),
  /** When the rule ends. @see RFC 3339 */
  until: z.iso.datetime({ offset: true }).exactOptional(),
});

const policySchema = z.strictObject({
  version: z.literal(1),
  allow: z.array(ruleSchema).max(MOST_RULES),
});

export type PolicyRule = z.infer<typeof ruleSchema>;

/** What the file says, or why it says nothing: then nobody may have anything. */
export type PolicyReading =
  | { readonly kind: 'read'; readonly rules: readonly PolicyRule[] }
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * Reads a policy file, which only this user may write and read, and which is no link: whoever can change
 * it decides who gets tokens. Never throws.
 */
export const readPolicyFile = (path: string): PolicyReading => {
  const unusable = (why: string): PolicyReading => ({ kind: 'unusable', why });
  const text = readOwnFile(path);
  if (typeof text !== 'string') return unusable(text.why);
  const content = parse(text);
  if (typeof content === 'string') return unusable(content);
  const { data, error } = policySchema.safeParse(content.json);
  if (error === undefined) return { kind: 'read', rules: data.allow };
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return unusable(`${where === '' ? 'its content' : where}: ${issue?.message ?? 'not usable'}`);
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ELOOP: 'it is a link',
  EACCES: 'it may not be read',
};

/** Opened once, so that what is judged is what is read. */
const readOwnFile = (path: string): string | { readonly why: string } => {
  let file: number | undefined;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const why = objectionTo(fstatSync(file));
    return why === undefined ? readFileSync(file, 'utf8') : { why };
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    return { why: REASONS[code] ?? 'it cannot be read' };
  } finally {
    if (file !== undefined) closeSync(file);
  }
};

const objectionTo = (facts: ReturnType<typeof fstatSync>): string | undefined => {
  if (!facts.isFile()) return 'it is not a file';
  if (facts.uid !== process.getuid?.()) return 'it belongs to another user';
  if ((Number(facts.mode) & OTHERS) !== 0) return 'others may open it: chmod 600';
  return facts.size > LARGEST_FILE ? 'it is too large' : undefined;
};

const parse = (text: string): { readonly json: unknown } | string => {
  try {
    return {
      json: parseJsonStrictly(text, {
        depth: DEEPEST,
        refuseProto: true,
        code: 'VK_INVALID_INPUT',
      }),
    };
  } catch (thrown) {
    const why = isValetKeyError(thrown) ? thrown.fields['why'] : undefined;
    return `it is not usable JSON${typeof why === 'string' ? ` (${why})` : ''}`;
  }
};
