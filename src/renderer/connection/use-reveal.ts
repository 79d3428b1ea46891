import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';

/** A revealed token is hidden again after this long, and as soon as the window loses sight. */
const SHOWN_FOR = 30_000;

/** The revealed token, if any, and how to show and hide it. */
export interface Reveal {
  readonly accessToken: string | undefined;
  readonly failure: Failure | undefined;
  readonly isBusy: boolean;
  readonly toggle: () => void;
}

/** Holds an access token only while it is shown. */
export const useReveal = (connectionId: ConnectionId): Reveal => {
  const { run, reset, state } = useCommand('token.reveal');
  const [accessToken, setAccessToken] = useState<string>();

  const hide = useCallback(() => {
    setAccessToken(undefined);
    reset();
  }, [reset]);

  useEffect(() => {
    if (accessToken === undefined) return undefined;
    const timer = setTimeout(hide, SHOWN_FOR);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [accessToken, hide]);

  const show = async () => {
    const reply = await run({ connectionId });
    if (reply.ok) setAccessToken(reply.value.accessToken);
  };
  return {
    accessToken,
    failure: state.kind === 'failure' ? state.failure : undefined,
    isBusy: state.kind === 'busy',
    toggle: () => (accessToken === undefined ? void show() : hide()),
  };
};
