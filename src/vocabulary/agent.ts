/** What the `Host` header field has to be: no web page can send that to anybody. */
export const AGENT_HOST = 'valet-key';
/** The header field of what a program calls itself; shown as its own word. */
export const CLIENT_NAME_HEADER = 'valet-key-client';
/** Those that are for the agent, and for nobody behind it. */
export const AGENT_HEADER_FIELDS = [CLIENT_NAME_HEADER, 'valet-key-command'] as const;

/**
 * Header fields that pages send and programs do not. A WebSocket has more of them, but programs open those, too.
 * @see Fetch §3.1
 */
export const BROWSER_HEADER_FIELDS = /^(?:origin|referer|sec-fetch-.*|access-control-.*)$/;

/** The name of a program or script, without the folder. */
export const fileName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

/**
 * Where the agent listens: `VALET_KEY_SOCKET`, else below `XDG_RUNTIME_DIR`, else below the home folder;
 * undefined where nothing says it. @see XDG Base Directory Specification
 */
export const agentSocketPath = (
  environment: Readonly<Record<string, string | undefined>>,
  home: string | undefined,
  join: (...parts: readonly string[]) => string,
): string | undefined => {
  const { VALET_KEY_SOCKET: stated, XDG_RUNTIME_DIR: runtime } = environment;
  if (stated !== undefined && stated !== '') return stated;
  // A relative path is to be ignored.
  if (runtime?.startsWith('/') === true) return join(runtime, 'valet-key', 'agent.sock');
  if (home === undefined || home === '') return undefined;
  return join(home, '.local', 'state', 'valet-key', 'run', 'agent.sock');
};

/** How long an approval lasts that a person gives to a program. */
export const APPROVAL_LIFETIMES = ['once', '1-hour', 'until-lock', '12-hours', '30-days'] as const;
export type ApprovalLifetime = (typeof APPROVAL_LIFETIMES)[number];

/**
 * What a program can ask the person for: tokens of a login, calls of an API with tokens that it never holds, more
 * access for the login, or the end of it.
 */
export const APPROVAL_PURPOSES = ['token', 'use', 'more-access', 'revoke'] as const;
export type ApprovalPurpose = (typeof APPROVAL_PURPOSES)[number];

/** Why a program cannot be recognised, so that nothing is remembered for it. */
export const CONSUMER_WEAKNESSES = [
  // The system says nothing of it, or not which file it runs or in which folder.
  'not-named',
  // Whoever uses a forwarded connection, on any machine.
  'forwarded',
  // An interpreter that may run anything.
  'no-script',
  // It sees other files than we do, and can give them any name.
  'other-namespace',
  // Who started it has ended, and no service names it.
  'no-parent',
] as const;
export type ConsumerWeakness = (typeof CONSUMER_WEAKNESSES)[number];

/** Whether programs can ask for tokens: `refused` is what the agent itself does where its socket is not safe. */
export const AGENT_STATES = ['off', 'listening', 'refused'] as const;

/** Why the agent does not listen although it should. */
export const SOCKET_OBSTACLES = [
  // Somebody answers at that path.
  'in-use',
  // Something lies there that is not a socket, or only leads to one.
  'not-a-socket',
  // Longer than the system can bind: it would be cut and bound elsewhere.
  'path-too-long',
  // The folder belongs to another user, is a link, or others may enter it.
  'folder-not-private',
  'not-supported',
  'failed',
] as const;
export type SocketObstacle = (typeof SOCKET_OBSTACLES)[number];
