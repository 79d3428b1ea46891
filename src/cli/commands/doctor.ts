import { HOW_TO_START, socketObjection, socketPath } from '../agent/socket-path.ts';
import type { Command, Context } from '../command.ts';
import { findFolderRule } from '../connection/folder-rule.ts';
import { CliFailure, EXIT_CODES } from '../failure.ts';
import { columns, safeText } from '../text/safe-text.ts';

interface Finding {
  readonly outcome: 'pass' | 'warn' | 'fail';
  readonly what: string;
  readonly detail: string;
}

const checkSocket = ({ platform }: Context): readonly Finding[] => {
  const path = socketPath(platform);
  const what = 'socket';
  const objection = socketObjection(platform, path);
  if (objection !== undefined) return [{ outcome: 'fail', what, detail: objection }];
  const socket = platform.files.look(path);
  if (socket === undefined) {
    return [{ outcome: 'fail', what, detail: `${path} is not there. ${HOW_TO_START}` }];
  }
  const folder = platform.files.look(platform.files.parentOf(path));
  const isOpen = (socket.mode & 0o077) !== 0 && ((folder?.mode ?? 0) & 0o077) !== 0;
  return isOpen
    ? [{ outcome: 'warn', what, detail: `${path} can be reached by other users.` }]
    : [{ outcome: 'pass', what, detail: path }];
};

const checkAgent = async ({ agent }: Context): Promise<readonly Finding[]> => {
  const { version, locked, connections } = await agent.status();
  return [
    { outcome: 'pass', what: 'agent', detail: `version ${version} answers` },
    locked
      ? { outcome: 'warn', what: 'lock', detail: 'Valet Key is locked: unlock it in its window.' }
      : { outcome: 'pass', what: 'lock', detail: 'unlocked' },
    connections === 0
      ? { outcome: 'warn', what: 'accounts', detail: 'none yet: run "vk login".' }
      : { outcome: 'pass', what: 'accounts', detail: String(connections) },
  ];
};

const checkFolder = async ({ platform }: Context): Promise<readonly Finding[]> => {
  const found = findFolderRule(platform);
  if (found === undefined) return [];
  const { path, isAllowed } = found;
  return isAllowed
    ? [{ outcome: 'pass', what: 'folder', detail: `${path} chooses ${found.rule.account}` }]
    : [{ outcome: 'warn', what: 'folder', detail: `${path} is not allowed: run "vk allow".` }];
};

const attempt = async (
  what: string,
  check: () => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  try {
    return await check();
  } catch (thrown) {
    if (!(thrown instanceof CliFailure)) throw thrown;
    return [{ outcome: 'fail', what, detail: `${thrown.message} ${thrown.next ?? ''}`.trim() }];
  }
};

export const doctor: Command = {
  name: 'doctor',
  summary: 'Look at what vk needs, and say what is missing.',
  operands: [],
  options: {},
  body: [],
  examples: [{ line: 'vk doctor', says: 'When something does not work' }],
  run: async (context) => {
    const { isJson, print, printJson } = context;
    const socket = await attempt('socket', () => checkSocket(context));
    const isThere = socket.every(({ outcome }) => outcome !== 'fail');
    const agent = isThere ? await attempt('agent', () => checkAgent(context)) : [];
    const folder = await attempt('folder', () => checkFolder(context));
    const findings = [...socket, ...agent, ...folder];
    if (isJson) await printJson(findings);
    else {
      await print(
        columns(findings.map(({ outcome, what, detail }) => [outcome, what, safeText(detail)])),
      );
    }
    const isAllWell = findings.every(({ outcome }) => outcome !== 'fail');
    return isAllWell ? EXIT_CODES.done.code : EXIT_CODES['not-running'].code;
  },
};
