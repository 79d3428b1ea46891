import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Agent } from '../../core/agent/agent.ts';
import type { App } from '../../core/app.ts';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Consumer } from '../../core/model/consumer.ts';
import { parseUseId, type UseId } from '../../vocabulary/id.ts';
import { RequestFailure } from '../problem.ts';
import { createApiUse, type ApiUse } from './api-use.ts';
import { forward, forwardUpgrade, type Forwarding } from './forward.ts';

/** The uses that programs have been granted, and whom their APIs are trusted by. */
export interface UseParts extends Pick<Forwarding, 'authoritiesFor'> {
  /** Fails with VK_APPROVAL_DENIED for one that is not this program's, or has ended; with VK_LOCKED. */
  readonly find: (consumer: Consumer, id: UseId) => ApiUse;
}

/** The uses of an agent's programs. */
export const createUseParts = (
  agent: Pick<Agent, 'uses'>,
  { lock, handOut }: Pick<App, 'lock' | 'handOut'>,
  authoritiesFor: UseParts['authoritiesFor'] = () => [],
): UseParts => ({
  authoritiesFor,
  find(consumer, id) {
    if (lock.isLocked) throw new ValetKeyError('VK_LOCKED');
    return createApiUse(agent.uses.find(consumer, id), handOut.proof);
  },
});

/** Who wants a request sent on. */
export interface UseCaller extends Pick<Forwarding, 'signal' | 'isSameCaller'> {
  readonly consumer: Consumer;
}

/** What follows the use's own path is the API's: `/v1/uses/ID/issues?since=1`. */
const USE_PATH = /^\/v1\/uses\/([A-Za-z0-9_-]{22})(\/.*)$/s;

export const isUseRequest = ({ url = '' }: IncomingMessage): boolean => USE_PATH.test(url);

const forwardingOf = (
  { find, authoritiesFor }: UseParts,
  { consumer, ...caller }: UseCaller,
  { url = '' }: IncomingMessage,
): Forwarding => {
  const [, text, target = '/'] = USE_PATH.exec(url) ?? [];
  const id = parseUseId(text);
  if (id === undefined)
    throw new RequestFailure(404, 'VK_UNKNOWN_COMMAND', 'There is no such use.');
  return { ...caller, use: find(consumer, id), target, authoritiesFor };
};

/** Sends the request on and answers it. Fails as `forward`. */
export const answerUse = async (
  parts: UseParts,
  caller: UseCaller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => forward(forwardingOf(parts, caller, request), request, response);

/** The same for a WebSocket. Fails as `forwardUpgrade`. */
export const answerUpgrade = async (
  parts: UseParts,
  caller: UseCaller,
  request: IncomingMessage,
  socket: Duplex,
): Promise<void> => forwardUpgrade(forwardingOf(parts, caller, request), request, socket);
