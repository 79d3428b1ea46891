import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../contract/contract.ts';
import type { Failure, Reply } from '../../contract/command.ts';
import { useClient } from './client.ts';

/** A command as state. */
export type CommandState<Value> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** A command a person can set off: its state, how to run it, and how to forget the outcome. */
export interface CommandHandle<Name extends CommandName> {
  readonly state: CommandState<CommandOutput<Name>>;
  readonly run: (input: CommandInput<Name>) => Promise<Reply<CommandOutput<Name>>>;
  readonly reset: () => void;
}

const IDLE = { kind: 'idle' } as const;

/** State is the reply to the last run only: an older run that ends later changes nothing. */
export const useCommand = <Name extends CommandName>(name: Name): CommandHandle<Name> => {
  const client = useClient();
  const [state, setState] = useState<CommandState<CommandOutput<Name>>>(IDLE);
  const latest = useRef(0);
  useEffect(() => () => void (latest.current += 1), []);

  const run = useCallback(
    async (input: CommandInput<Name>) => {
      const mine = (latest.current += 1);
      setState({ kind: 'busy' });
      const reply = await client.ask(name, input);
      if (latest.current === mine) {
        setState(
          reply.ok
            ? { kind: 'value', value: reply.value }
            : { kind: 'failure', failure: reply.failure },
        );
      }
      return reply;
    },
    [client, name],
  );
  const reset = useCallback(() => {
    latest.current += 1;
    setState(IDLE);
  }, []);
  return { state, run, reset };
};
