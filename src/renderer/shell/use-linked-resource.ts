import { useEffect, useRef, useState } from 'react';
import { useEvent } from '../bridge/use-event.ts';
import { isAsked } from '../kit/shortcuts.ts';
import type { LinkedResource } from '../sign-in/add/linked-notice.tsx';
import type { SignInStart } from './use-sign-in-start.ts';

/**
 * Puts the address that a link brought into the form. Where a dialog is open, which may hold what a person
 * has typed, it waits instead and is returned, for a notice to offer it.
 * @param first the address of a link that was followed while there was no window to show it
 */
export const useLinkedResource = (
  { openResource }: Pick<SignInStart, 'openResource'>,
  first: string | undefined,
): LinkedResource | undefined => {
  const [waiting, setWaiting] = useState<string>();
  const isDone = useRef(false);
  const arrive = (address: string) => (isAsked() ? setWaiting(address) : openResource(address));
  useEvent('resource.linked', ({ address }) => arrive(address));
  useEffect(() => {
    if (first === undefined || isDone.current) return;
    isDone.current = true;
    openResource(first);
  }, [first, openResource]);
  if (waiting === undefined) return undefined;
  const leave = () => setWaiting(undefined);
  return {
    address: waiting,
    onDismiss: leave,
    onUse: () => {
      leave();
      openResource(waiting);
    },
  };
};
