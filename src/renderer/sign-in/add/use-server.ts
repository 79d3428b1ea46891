import { useEffect, useRef, useState } from 'react';
import type { PresetView } from '../../../contract/provider.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { Draft } from '../draft/draft.ts';
import { serverAddress } from '../draft/server-address.ts';
import type { FormValue } from './form-context.ts';

/**
 * What the server of this form offers, by its own metadata. Asked when its address is whole and the
 * field is left, never while somebody types: half an address may be somebody else's.
 */
export const useServer = (
  draft: Draft,
  preset: PresetView | undefined,
  onChange: (part: Partial<Draft>) => void,
): Pick<FormValue, 'server' | 'lookUpServer'> => {
  const { run, state } = useCommand('server.describe');
  const address = serverAddress(draft, preset);
  const [asked, setAsked] = useState<string>();
  const lookUpServer = () => {
    if (address === undefined || address === asked) return;
    setAsked(address);
    void run({ issuer: address, allowLoopback: draft.allowLoopback });
  };
  // Once, for an address that is already there: from a search, or from a sign-in that failed.
  const first = useRef(lookUpServer);
  useEffect(() => first.current(), []);

  const server = state.kind === 'value' && asked === address ? state.value : undefined;
  const mustSign = server?.requiresSignedRequests === true && !draft.usesSignedRequests;
  useEffect(() => {
    if (mustSign) onChange({ usesSignedRequests: true });
  }, [mustSign, onChange]);
  return { server, lookUpServer };
};
