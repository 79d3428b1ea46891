import { parseConnectionId, type ConnectionId } from '../../vocabulary/id.ts';
import { PRIVATE_USE_SCHEME } from './client-registration.ts';

const PATH = '/connection/';

/** A link that shows one connection and can do nothing else; made for notes and launchers. */
export const connectionLink = (id: ConnectionId): string => `${PRIVATE_USE_SCHEME}:${PATH}${id}`;

/**
 * The connection a link names, where it is of exactly our form: no authority, no query, no fragment,
 * nothing encoded. Anything else on our scheme is an authorization response, good or bad.
 */
export const linkedConnection = (url: string): ConnectionId | undefined => {
  const start = PRIVATE_USE_SCHEME.length + 1;
  const isOurs = url.slice(0, start).toLowerCase() === `${PRIVATE_USE_SCHEME}:`;
  const rest = url.slice(start);
  return isOurs && rest.startsWith(PATH) ? parseConnectionId(rest.slice(PATH.length)) : undefined;
};
