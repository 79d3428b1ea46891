import { PRIVATE_USE_SCHEME } from '../../core/model/client-registration.ts';
import { type ConnectionId, parseConnectionId } from '../../vocabulary/id.ts';
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
export const whyRefused = (facts: {
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

/**
 * Switches of Chromium, Electron and Node that open a debugger, weaken the sandbox or the network's
 * checks, write what passes through to a file, or run another program in our name.
 */
export const BLOCKED_SWITCHES = [
  'allow-file-access-from-files',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'allow-sandbox-debugging',
  'auth-negotiate-delegate-allowlist',
  'auth-schemes',
  'auth-server-allowlist',
  'browser-subprocess-path',
  'crash-dumps-dir',
  'debug',
  'debug-brk',
  'debug-port',
  'disable-blink-features',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-kill-after-bad-ipc',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-automation',
  'enable-blink-features',
  'enable-features',
  'enable-logging',
  'enable-tracing',
  'explicitly-allowed-ports',
  'force-fieldtrial-params',
  'force-fieldtrials',
  'force-webrtc-ip-handling-policy',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'in-process-gpu',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'js-flags',
  'load-extension',
  'log-file',
  'log-net-log',
  'net-log-capture-mode',
  'no-proxy-server',
  'no-sandbox',
  'no-zygote',
  'no-zygote-sandbox',
  'password-store',
  'ppapi-plugin-launcher',
  'proxy-auto-detect',
  'proxy-bypass-list',
  'proxy-pac-url',
  'proxy-server',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-io-pipes',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'remote-debugging-targets',
  'renderer-cmd-prefix',
  'renderer-startup-dialog',
  'single-process',
  'ssl-key-log-file',
  'ssl-version-max',
  'ssl-version-min',
  'trace-startup',
  'trace-startup-file',
  'unsafely-treat-insecure-origin-as-secure',
  'use-fake-ui-for-media-stream',
  'user-data-dir',
  'utility-cmd-prefix',
  'wait-for-debugger',
  'wait-for-debugger-children',
  'zygote-cmd-prefix',
] as const;

/** Ours, and those of Chromium that a person may need for their display, keyboard or language. */
const HARMLESS: ReadonlySet<string> = new Set([
  'class',
  'disable-dev-shm-usage',
  'disable-gpu',
  'disable-gpu-compositing',
  'enable-wayland-ime',
  'force-device-scale-factor',
  'force-renderer-accessibility',
  'gtk-version',
  'high-dpi-support',
  'lang',
  'open-url',
  'original-process-start-time',
  'ozone-platform',
  'ozone-platform-hint',
  'show',
  'wayland-text-input-version',
]);

/** What Windows' shell and macOS' launcher add by themselves. */
const OF_THE_SYSTEM: Readonly<Partial<Record<NodeJS.Platform, RegExp>>> = {
  win32: /^prefetch:\d+$/,
  darwin: /^(?:psn_[\d_]+|ns[a-z]+|apple[a-z]+)$/,
};

/**
 * Electron sets this one itself in every program, so Chromium's reading says nothing about who did.
 * Given by anybody else it is still refused by its text, because it is not harmless.
 */
const SET_BY_ELECTRON: ReadonlySet<string> = new Set(['allow-file-access-from-files']);

/** Variables Electron or Chromium turn into such a switch. */
const BLOCKED_VARIABLES = ['ELECTRON_DISABLE_SANDBOX', 'SSLKEYLOGFILE'] as const;

/**
 * The name of what might be read as a switch, in lower case, or undefined where `argument` cannot be.
 * Chromium drops white space around an argument first; so is dropped here whatever could count as such.
 */
const switchName = (argument: string, platform: NodeJS.Platform): string | undefined => {
  const bare = argument.replace(/^[\s\p{C}]+/u, '');
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  if (!prefix.test(bare)) return undefined;
  return bare.replace(prefix, '').split('=', 1)[0]?.trim().toLowerCase();
};

const isHarmless = (name: string, platform: NodeJS.Platform): boolean =>
  HARMLESS.has(name) || OF_THE_SYSTEM[platform]?.test(name) === true;

/**
 * Why a release does not start with this command line: the name of a switch, without its value; or
 * undefined. Asked twice, so that neither a name that is missing above nor an odd spelling passes:
 * Chromium's own reading is asked for each blocked switch, and whatever looks like a switch must be
 * one that is known to do no harm. What follows `--` is no switch.
 */
export const blockedSwitchIn = (
  argv: readonly string[],
  platform: NodeJS.Platform,
  hasSwitch: (name: string) => boolean,
): string | undefined => {
  const end = argv.indexOf('--');
  return (
    BLOCKED_SWITCHES.find((name) => !SET_BY_ELECTRON.has(name) && hasSwitch(name)) ??
    argv
      .slice(1, end === -1 ? undefined : end)
      .map((argument) => switchName(argument, platform))
      .find((name) => name !== undefined && !isHarmless(name, platform))
  );
};

/** The first variable in `env` that stands for a blocked switch. Empty counts: Electron looks no closer. */
export const blockedVariableIn = (
  env: Readonly<Record<string, string | undefined>>,
): string | undefined => BLOCKED_VARIABLES.find((name) => env[name] !== undefined);
