import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';
import { parseConnectionId, type ConnectionId } from '../../vocabulary/id.ts';
import { blockedSwitchIn, blockedVariableIn } from './blocked-switches.ts';
import type { Build } from './channel.ts';

const KIB = 1024;
/** Beyond this, handing the line to a running instance could make Chromium kill that instance. */
const LONGEST_COMMAND_LINE = 16 * KIB;
const LONGEST_RESPONSE = 8 * KIB;

/** Why this process must not go on. `what` is a switch or variable name, never its value. */
export interface Refusal {
  readonly reason: 'too-long' | 'blocked-switch' | 'blocked-variable';
  readonly what: string;
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * Whether `argument` claims our scheme, however badly: Chromium drops white space around it, and
 * schemes are case-insensitive. @see RFC 3986 §3.1
 */
export const claimsScheme = (argument: string): boolean =>
  argument
    .trimStart()
    .slice(0, PRIVATE_USE_SCHEME.length + 1)
    .toLowerCase() === `${PRIVATE_USE_SCHEME}:`;

const hasOddCharacters = (text: string): boolean => !/^[\x21-\x7e]+$/.test(text);

/**
 * Why the program must exit before it asks for the single-instance lock, or undefined where it may
 * go on. Length counts in every build; switches count in a release.
 */
export const refusalOf = (facts: {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly build: Build;
  /** Chromium's own reading of the line. */
  readonly hasSwitch: (name: string) => boolean;
}): Refusal | undefined => {
  const length = facts.argv.reduce((sum, argument) => sum + bytes(argument) + 1, 0);
  if (length > LONGEST_COMMAND_LINE) return { reason: 'too-long', what: `${String(length)} bytes` };
  if (facts.build.allowsTestSwitches) return undefined;
  const blocked = blockedSwitchIn(facts.argv, facts.platform, facts.hasSwitch);
  if (blocked !== undefined) return { reason: 'blocked-switch', what: blocked };
  const variable = blockedVariableIn(facts.env);
  return variable === undefined ? undefined : { reason: 'blocked-variable', what: variable };
};

/** Whether `text` is fit to be looked at as an authorization response: ours, printable, at most 8 KiB. */
export const isAuthorizationResponse = (text: string): boolean =>
  claimsScheme(text) && bytes(text) <= LONGEST_RESPONSE && !hasOddCharacters(text);

/**
 * The one authorization response in a command line, raw; undefined where there is none, more than
 * one, or one that is too long. Accepts `app URL`, `app --open-url -- URL` and whatever switches
 * Chromium adds; a URL inside a switch's value is not one.
 */
export const authorizationResponseIn = (argv: readonly string[]): string | undefined => {
  const candidates = argv.filter(claimsScheme);
  const [only] = candidates;
  return candidates.length === 1 && only !== undefined && isAuthorizationResponse(only)
    ? only
    : undefined;
};

const SHOW = '--show=';

/**
 * The one connection a command line asks to show, from a launcher or a notification. A line that
 * claims our scheme asks for nothing else: what a web page can make the system start stays one thing.
 */
export const shownConnectionIn = (argv: readonly string[]): ConnectionId | undefined => {
  if (argv.some(claimsScheme)) return undefined;
  const end = argv.indexOf('--');
  const switches = end === -1 ? argv : argv.slice(0, end);
  const [only, ...others] = switches.filter((argument) => argument.startsWith(SHOW));
  return others.length === 0 ? parseConnectionId(only?.slice(SHOW.length)) : undefined;
};
