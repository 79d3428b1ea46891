import type { CommandName } from '../../contract/contract.ts';
import type { Reply } from '../../contract/command.ts';
import type { Dispatch } from './router.ts';

/** What a locked program still answers: enough to show that it is locked, and to unlock it. */
const WHILE_LOCKED: ReadonlySet<unknown> = new Set<CommandName>([
  'app.status',
  'app.unlock',
  'settings.read',
  'storage.probe',
  'storage.unlock',
]);

const LOCKED: Reply<never> = { ok: false, failure: { code: 'VK_LOCKED', fields: {} } };

/** The same dispatch; while the program is locked nothing about connections gets through. */
export const whileUnlocked =
  (dispatch: Dispatch, isLocked: () => boolean): Dispatch =>
  async (surface, name, input) =>
    isLocked() && !WHILE_LOCKED.has(name) ? LOCKED : dispatch(surface, name, input);
