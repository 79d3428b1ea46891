/** Who may send a command. The agent's surface (`cli`) uses the same router. */
export const SURFACES = ['renderer', 'cli'] as const;
export type Surface = (typeof SURFACES)[number];

export const THEMES = ['system', 'light', 'dark'] as const;

/** What the doctor tests, because sign-ins depend on it. */
export const DOCTOR_CHECKS = [
  'loopback-ipv4',
  'loopback-ipv6',
  'localhost-name',
  'scheme-handler',
  'default-browser',
  'keychain',
] as const;

/** How a test of the doctor came out. */
export const DOCTOR_OUTCOMES = ['pass', 'warn', 'fail'] as const;

/** Whether our private-use scheme opens this program, another one, or none. */
export const SCHEME_HANDLERS = ['ours', 'other', 'none'] as const;
export type SchemeHandler = (typeof SCHEME_HANDLERS)[number];

/** `stand-in`: an Electron that is not the official build, for development and tests only. */
export const RUNTIMES = ['official', 'stand-in'] as const;

/** Where the playground's process stands. */
export const PLAYGROUND_STATES = ['stopped', 'starting', 'running', 'failed'] as const;
export type PlaygroundState = (typeof PLAYGROUND_STATES)[number];

/** What can be written to a file: the trace (also as an HTTP archive) or the ledger. */
export const EXPORT_KINDS = ['trace', 'trace-har', 'ledger'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
