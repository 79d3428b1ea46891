import type { Connection } from '../../src/core/model/connection.ts';
import type { ConnectionStore } from '../../src/core/port/stores.ts';
import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { ConnectionId } from '../../src/vocabulary/id.ts';

/** A `ConnectionStore` in memory that can be told to fail. */
export interface FakeConnectionStore extends ConnectionStore {
  /** Every record that was put, oldest first. */
  readonly puts: readonly Connection[];
  /** The next `count` writes fail with VK_RECORD_NOT_WRITTEN and change nothing. */
  failWrites(count: number): void;
}

export const fakeConnectionStore = (...initial: readonly Connection[]): FakeConnectionStore => {
  const records = new Map<ConnectionId, Connection>(initial.map((one) => [one.id, one]));
  const puts: Connection[] = [];
  let failing = 0;
  const write = async (change: () => void): Promise<void> => {
    await Promise.resolve();
    if (failing > 0) {
      failing -= 1;
      throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
    }
    change();
  };
  return {
    puts,
    failWrites(count) {
      failing = count;
    },
    list: () => [...records.values()],
    get: (id) => records.get(id),
    put: (connection) =>
      write(() => {
        records.set(connection.id, connection);
        puts.push(connection);
      }),
    remove: (id) =>
      write(() => {
        records.delete(id);
      }),
  };
};
