import { hostRequestSchema, type HostReply, type HostRequest } from './host-message.ts';
import { createPlayground, type Playground } from './server/create-playground.ts';

/** Whoever started the playground's process, seen from inside. */
export interface HostParent {
  reply(message: HostReply): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Ends the process. */
  exit(): void;
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : 'UNKNOWN';

/** Runs one playground at its parent's word: start, configure, stop. */
export const servePlayground = ({ reply, onMessage, exit }: HostParent): void => {
  let running: Promise<Playground | undefined> = Promise.resolve(undefined);

  const start = async (
    options: Extract<HostRequest, { kind: 'start' }>,
  ): Promise<Playground | undefined> => {
    try {
      const playground = await createPlayground(options);
      reply({ kind: 'listening', issuer: playground.issuer, port: playground.port });
      return playground;
    } catch (thrown) {
      reply({ kind: 'failed', code: codeOf(thrown) });
      return undefined;
    }
  };

  onMessage((message) => {
    const request = hostRequestSchema.parse(message);
    if (request.kind === 'start') running = start(request);
    else if (request.kind === 'configure') void running.then((it) => it?.configure(request));
    else void running.then((it) => it?.close()).then(exit, exit);
  });
};
