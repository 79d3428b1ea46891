import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most `most` connections open by closing the oldest that has not asked for anything. Node's
 * own `maxConnections` would turn the newcomer away instead, and the newcomer is the browser.
 */
export const keepNewest = (server: Server, most: number): { closeIdle(): void } => {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    const [oldest] = silent;
    if (silent.size > most) oldest?.destroy();
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return {
    closeIdle: () => {
      for (const socket of silent) socket.destroy();
    },
  };
};
