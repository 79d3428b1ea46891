import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventPayload } from '../../contract/contract.ts';
import { useClient } from './client.ts';

/** Calls `listener` with each event of that name while the component is mounted. */
export const useEvent = <Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): void => {
  const client = useClient();
  const latest = useEffectEvent(listener);
  useEffect(() => client.on(name, (payload) => latest(payload)), [client, name]);
};
