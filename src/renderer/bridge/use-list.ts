import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventName } from '../../contract/contract.ts';
import type { Failure, Reply } from '../../contract/command.ts';
import { type ConnectionId, MOST_ASKED_ABOUT } from '../../vocabulary/id.ts';
import { type Client, useClient } from './client.ts';

/** Events that may name the one connection that they are about. */
type ConnectionEvent = 'connections.changed' | 'ledger.changed';

/** How a list about connections is asked for whole, and in part. Made once, outside of components. */
export interface ListSource<Value> {
  readonly all: (client: Client) => Promise<Reply<Value>>;
  /** At most `MOST_ASKED_ABOUT` ids; gives the list with what is new of those. */
  readonly some: (
    client: Client,
    ids: readonly ConnectionId[],
  ) => Promise<Reply<(old: Value) => Value>>;
  /** After these it is asked for whole. */
  readonly allAfter: readonly EventName[];
  /** After these only what they name, or whole where they name nothing. */
  readonly someAfter: readonly ConnectionEvent[];
}

/** A list that is kept up to date. A failure does not take an older value away. */
export interface KeptList<Value> {
  readonly value: Value | undefined;
  readonly failure: Failure | undefined;
  readonly askAgain: () => void;
}

type Show<Value> = (reply: Reply<(old: Value | undefined) => Value | undefined>) => void;

/** One request at a time; what is wanted meanwhile is asked for together in the next. */
const createAsker = <Value>(client: Client, source: ListSource<Value>, show: Show<Value>) => {
  const wanted = new Set<ConnectionId>();
  let isAllWanted = false;
  let isBusy = false;
  const askNext = async (): Promise<void> => {
    const ids = [...wanted];
    wanted.clear();
    if (!isAllWanted && ids.length <= MOST_ASKED_ABOUT) {
      const reply = await source.some(client, ids);
      show(
        reply.ok
          ? { ok: true, value: (old) => (old === undefined ? old : reply.value(old)) }
          : reply,
      );
      return;
    }
    isAllWanted = false;
    const reply = await source.all(client);
    show(reply.ok ? { ok: true, value: () => reply.value } : reply);
  };
  const go = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    while (isAllWanted || wanted.size > 0) await askNext();
    isBusy = false;
  };
  return {
    all(): void {
      isAllWanted = true;
      void go();
    },
    some(id: ConnectionId): void {
      wanted.add(id);
      void go();
    },
  };
};

/** Asks for a list when the component mounts, and after events for no more than has changed. */
export const useList = <Value>(source: ListSource<Value>): KeptList<Value> => {
  const client = useClient();
  const [state, setState] = useState<Omit<KeptList<Value>, 'askAgain'>>({
    value: undefined,
    failure: undefined,
  });
  const asker = useRef<() => void>(() => undefined);

  useEffect(() => {
    let isGone = false;
    const ask = createAsker(client, source, (reply) => {
      if (isGone) return;
      setState((old) => {
        if (!reply.ok) return { ...old, failure: reply.failure };
        const value = reply.value(old.value);
        // The same list is no news: then nothing is drawn again.
        return value === old.value && old.failure === undefined
          ? old
          : { value, failure: undefined };
      });
    });
    asker.current = ask.all;
    ask.all();
    const stops = [
      ...source.allAfter.map((event) => client.on(event, ask.all)),
      ...source.someAfter.map((event) =>
        client.on(event, ({ connectionId }) =>
          connectionId === undefined ? ask.all() : ask.some(connectionId),
        ),
      ),
    ];
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, [client, source]);

  const askAgain = useCallback(() => asker.current(), []);
  return { ...state, askAgain };
};
