import { parseConnectionId, type ConnectionId } from '../../vocabulary/id.ts';
import { CALLBACK_SCHEME } from './command-line.ts';

const PATH = '/connection/';

/** A link that shows one connection and can do nothing else; made for notes and launchers. */
export const connectionLink = (id: ConnectionId): string => `${CALLBACK_SCHEME}:${PATH}${id}`;

/**
 * The connection a link names, where it is of exactly our form: no authority, no query, no fragment,
 * nothing encoded. Anything else on our scheme is an authorization response, good or bad.
 */
export const linkedConnection = (url: string): ConnectionId | undefined => {
  const start = CALLBACK_SCHEME.length + 1;
  const isOurs = url.slice(0, start).toLowerCase() === `${CALLBACK_SCHEME}:`;
  const rest = url.slice(start);
  return isOurs && rest.startsWith(PATH) ? parseConnectionId(rest.slice(PATH.length)) : undefined;
};
