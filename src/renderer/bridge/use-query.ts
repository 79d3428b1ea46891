import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
} from '../../contract/contract.ts';
import type { Failure } from '../../contract/command.ts';
import { useClient } from './client.ts';

/** What a question has been answered with so far. A failure does not take an older value away. */
export interface Query<Value> {
  readonly value: Value | undefined;
  readonly failure: Failure | undefined;
  readonly isAsking: boolean;
  readonly askAgain: () => void;
}

interface Answer<Value> {
  readonly key: string;
  readonly value: Value | undefined;
  readonly failure: Failure | undefined;
  readonly isAsking: boolean;
}

const blank = (key: string) => ({ key, value: undefined, failure: undefined, isAsking: true });

/** One request at a time; however many are asked for meanwhile, one more follows. */
const createAsker = (ask: () => Promise<void>) => {
  let isBusy = false;
  let isWanted = false;
  const go = async (): Promise<void> => {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      await ask();
    }
    isBusy = false;
  };
  return () => void go();
};

/**
 * Asks a command when the component mounts, when its input changes, and when one of the events
 * comes. A changed input starts from nothing; a repeated question keeps the old answer meanwhile.
 */
export const useQuery = <Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
  wakenBy: readonly EventName[] = [],
): Query<CommandOutput<Name>> => {
  const client = useClient();
  const key = JSON.stringify(input);
  const wakers = wakenBy.join(' ');
  const [answer, setAnswer] = useState<Answer<CommandOutput<Name>>>(() => blank(key));
  const asker = useRef<() => void>(() => undefined);

  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      setAnswer((old) => (old.key === key ? { ...old, isAsking: true } : blank(key)));
      const reply = await client.ask(name, JSON.parse(key) as CommandInput<Name>);
      if (isGone) return;
      setAnswer((old) =>
        reply.ok
          ? { key, value: reply.value, failure: undefined, isAsking: false }
          : { ...old, key, failure: reply.failure, isAsking: false },
      );
    };
    const askAgain = createAsker(ask);
    asker.current = askAgain;
    askAgain();
    const events = wakers.split(' ').filter((waker): waker is EventName => waker !== '');
    const stops = events.map((event) => client.on(event, askAgain));
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, [client, name, key, wakers]);

  const askAgain = useCallback(() => asker.current(), []);
  return { ...(answer.key === key ? answer : blank(key)), askAgain };
};
