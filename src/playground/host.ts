import { servePlayground, type HostParent } from './host-service.ts';

/** The part of `process.parentPort` used here; Electron sets it in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;

const exit = (): never => process.exit(0);

/** Electron's `utilityProcess` in the app, `child_process.fork` in tests; gone when the parent is. */
const parent = (): HostParent => {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(port)) {
    return {
      reply: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
      exit,
    };
  }
  process.once('disconnect', exit);
  return {
    reply: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
    exit,
  };
};

servePlayground(parent());
