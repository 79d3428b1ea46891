import { createContext, useContext } from 'react';
import type { Client } from './client.ts';

/** Gives the client to every component below. */
export const ClientContext = createContext<Client | undefined>(undefined);

/** The client. Throws outside of a `ClientContext`: a mistake in the program, not a failure. */
export const useClient = (): Client => {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient outside of ClientContext');
  return client;
};
