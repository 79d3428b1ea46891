import { createContext, useContext } from 'react';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
} from '../../contract/contract.ts';
import type { Bridge } from '../../contract/bridge.ts';
import type { Failure, Reply } from '../../contract/command.ts';
import { isErrorCode } from '../../vocabulary/error-code.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent where the page is opened by anything else. */
    readonly valetKey?: Bridge;
  }
}

/** The bridge of this window, or undefined where no preload script ran. */
export const windowBridge = (): Bridge | undefined => window.valetKey;

/** Gives the client to every component below. */
export const ClientContext = createContext<Client | undefined>(undefined);

/** The client. Throws outside of a `ClientContext`: a mistake in the program, not a failure. */
export const useClient = (): Client => {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient outside of ClientContext');
  return client;
};

/** The contract as two functions. Neither throws: a failure is a value the caller must look at. */
export interface Client {
  ask<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Reply<CommandOutput<Name>>>;
  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSafeField = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const failed = (code: Failure['code']) => ({ ok: false, failure: { code, fields: {} } }) as const;

const readFailure = (value: unknown): Failure => {
  if (!isRecord(value) || !isErrorCode(value.code)) return failed('VK_REPLY_INVALID').failure;
  const fields = isRecord(value.fields) ? Object.entries(value.fields) : [];
  return {
    code: value.code,
    fields: Object.fromEntries(
      fields.flatMap(([key, field]) => (isSafeField(field) ? [[key, field]] : [])),
    ),
  };
};

/**
 * A reply as the union it claims to be. The envelope is judged here; the value is not judged again,
 * because main has parsed it by the contract's output schema before it left (`main/ipc/router.ts`).
 */
const readReply = <Value>(reply: unknown): Reply<Value> => {
  if (!isRecord(reply)) return failed('VK_REPLY_INVALID');
  if (reply.ok === true && 'value' in reply) return { ok: true, value: reply.value as Value };
  if (reply.ok === false) return { ok: false, failure: readFailure(reply.failure) };
  return failed('VK_REPLY_INVALID');
};

/** Makes the typed client of a bridge. */
export const createClient = (bridge: Bridge): Client => ({
  ask: async <Name extends CommandName>(name: Name, input: CommandInput<Name>) => {
    try {
      return readReply<CommandOutput<Name>>(await bridge.invoke(name, input));
    } catch {
      return failed('VK_INTERNAL');
    }
  },
  on: (name, listener) =>
    bridge.subscribe(name, (payload) => listener(payload as Parameters<typeof listener>[0])),
});
