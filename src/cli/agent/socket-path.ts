import { agentSocketPath } from '../../vocabulary/agent.ts';
import { CliFailure } from '../failure.ts';
import type { Platform } from '../platform/platform.ts';

/** How a person starts what answers on the socket. */
export const HOW_TO_START =
  'Start Valet Key from the applications menu (or "valet-key" in a terminal); "vk doctor" says what is missing.';

/**
 * Where the agent listens.
 *
 * @throws CliFailure VK_AGENT_UNREACHABLE when there is not even a home folder
 */
export const socketPath = ({ environment, files }: Platform): string => {
  const path = agentSocketPath(environment, environment['HOME'], files.join);
  if (path !== undefined) return path;
  throw new CliFailure(
    'VK_AGENT_UNREACHABLE',
    'Neither VALET_KEY_SOCKET, XDG_RUNTIME_DIR nor HOME says where the socket is.',
    { next: 'Set VALET_KEY_SOCKET to the path of the socket.' },
  );
};

/** Why a socket is not to be trusted, in one sentence; undefined when nothing speaks against it. */
export const socketObjection = ({ files, uid }: Platform, path: string): string | undefined => {
  if (uid === undefined) return undefined;
  const socket = files.look(path);
  if (socket === undefined) return undefined;
  if (socket.kind !== 'socket') return `${path} is not a socket.`;
  if (socket.uid !== uid) return `${path} belongs to another user.`;
  const folder = files.look(files.parentOf(path));
  // A folder that others write to lets them put a socket of theirs in place of ours, but for one with the sticky bit.
  if (folder !== undefined && folder.uid !== uid && folder.uid !== 0) {
    return `The folder of ${path} belongs to another user.`;
  }
  return undefined;
};
