import { createQueue } from '../core/async/queue.ts';
import { hostRequestSchema, type HostReply, type HostRequest } from './protocol.ts';

/** The three functions of keytar that are safe to call. */
export interface KeychainAddon {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const perform = async (addon: KeychainAddon, request: HostRequest): Promise<string | null> => {
  switch (request.op) {
    case 'get':
      return addon.getPassword(request.service, request.item);
    case 'set':
      await addon.setPassword(request.service, request.item, request.value);
      return null;
    case 'delete':
      await addon.deletePassword(request.service, request.item);
      return null;
  }
};

const errorMessage = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'unknown';

const answer = async (load: () => KeychainAddon, request: HostRequest): Promise<HostReply> => {
  const { id } = request;
  let addon: KeychainAddon;
  try {
    addon = load();
  } catch {
    return { id, kind: 'no-native' };
  }
  try {
    return { id, kind: 'done', value: await perform(addon, request) };
  } catch (thrown) {
    return { id, kind: 'refused', detail: errorMessage(thrown) };
  }
};

/**
 * Serves keychain requests strictly one after the other: four native calls waiting on an unlock
 * prompt would take every thread of libuv's pool. What is not a request is dropped.
 *
 * @param load gives the addon or throws; asked again for each request, so that libsecret may arrive
 */
export const serveKeychain = (
  load: () => KeychainAddon,
  reply: (message: HostReply) => void,
): ((message: unknown) => void) => {
  const inOrder = createQueue();
  return (message) => {
    const request = hostRequestSchema.safeParse(message);
    if (!request.success) return;
    void inOrder(async () => reply(await answer(load, request.data)));
  };
};
