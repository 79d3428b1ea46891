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
