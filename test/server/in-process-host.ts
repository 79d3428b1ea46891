import { servePlayground } from '../../src/playground/host-service.ts';
import type { HostProcess } from '../../src/playground/launcher.ts';

/** The playground's host without a process of its own: messages are cloned as they would be. */
export const inProcessHost = (): HostProcess => {
  let deliver: (message: unknown) => void = () => undefined;
  const toParent: ((message: unknown) => void)[] = [];
  const onExit: (() => void)[] = [];
  servePlayground({
    reply: (message) => toParent.forEach((listener) => listener(structuredClone(message))),
    onMessage: (listener) => (deliver = listener),
    exit: () => onExit.forEach((listener) => listener()),
  });
  return {
    send: (message) => deliver(structuredClone(message)),
    onMessage: (listener) => void toParent.push(listener),
    onExit: (listener) => void onExit.push(listener),
    kill: () => deliver({ kind: 'stop' }),
  };
};
