/** Switches that open a debugger, weaken the sandbox, or run another program in our name. */
const BLOCKED: ReadonlySet<string> = new Set([
  'allow-running-insecure-content',
  'browser-subprocess-path',
  'crash-dumps-dir',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'no-zygote-sandbox',
  'password-store',
  'ppapi-plugin-launcher',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'single-process',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'user-data-dir',
  'utility-cmd-prefix',
  'zygote-cmd-prefix',
]);
const BLOCKED_FAMILIES = ['inspect', 'proxy-', 'disable-sandbox'] as const;

/** Variables Electron or Chromium turn into such a switch. */
const BLOCKED_VARIABLES = ['ELECTRON_DISABLE_SANDBOX', 'SSLKEYLOGFILE'] as const;

/** The switch's name in lower case, or undefined where `argument` is none. Windows also takes `/`. */
const switchName = (argument: string, platform: NodeJS.Platform): string | undefined => {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/;
  if (!prefix.test(argument)) return undefined;
  return argument.replace(prefix, '').split('=', 1)[0]?.toLowerCase();
};

const isBlocked = (name: string): boolean =>
  BLOCKED.has(name) || BLOCKED_FAMILIES.some((family) => name.startsWith(family));

/** The first blocked switch in `argv`, by name without its value. What follows `--` is no switch. */
export const blockedSwitchIn = (
  argv: readonly string[],
  platform: NodeJS.Platform,
): string | undefined => {
  const end = argv.indexOf('--');
  return argv
    .slice(1, end === -1 ? undefined : end)
    .map((argument) => switchName(argument, platform))
    .find((name) => name !== undefined && isBlocked(name));
};

/** The first variable in `env` that stands for a blocked switch. Empty counts: Electron looks no closer. */
export const blockedVariableIn = (
  env: Readonly<Record<string, string | undefined>>,
): string | undefined => BLOCKED_VARIABLES.find((name) => env[name] !== undefined);
