import { useCallback, useRef, useState } from 'react';
import type { SignInRequest } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { SignInView } from '../../shared/ipc/view.ts';
import type { ConnectionId, SignInId } from '../../shared/vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { EMPTY_DRAFT, requestToDraft, type IssuerDraft } from '../sign-in/issuer-draft.ts';

const PLAYGROUND: SignInRequest = {
  kind: 'playground',
  redirectMethod: 'loopback',
  scope: 'openid profile email offline_access notes:read',
};

/** Every way to begin a sign-in, and the form of the one that needs a form. */
export interface SignInStart {
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  /** The open form; undefined while it is closed. */
  readonly draft: IssuerDraft | undefined;
  readonly start: (request: SignInRequest) => void;
  readonly startPlayground: () => void;
  readonly startAgain: (connectionId: ConnectionId) => void;
  readonly retry: (signIn: SignInView) => void;
  /** The last start once more, after it failed. */
  readonly retryStart: () => void;
  readonly openForm: () => void;
  readonly closeForm: () => void;
}

/** Starts sign-ins, and remembers what each was started with so that it can be tried again. */
export const useSignInStart = (onStarted: (id: SignInId) => void): SignInStart => {
  const { run, reset, state } = useCommand('sign-in.start');
  const [draft, setDraft] = useState<IssuerDraft>();
  const latest = useRef<SignInRequest>(PLAYGROUND);
  const requests = useRef(new Map<SignInId, SignInRequest>());

  const start = useCallback(
    async (request: SignInRequest) => {
      latest.current = request;
      const reply = await run(request);
      if (!reply.ok) return;
      const { clientSecret: _, ...kept } = { clientSecret: undefined, ...request };
      // A started request's client secret is main's alone: nothing here may hold on to it.
      latest.current = kept;
      requests.current.set(reply.value.signInId, kept);
      setDraft(undefined);
      onStarted(reply.value.signInId);
    },
    [run, onStarted],
  );

  const openForm = (from: IssuerDraft) => {
    reset();
    setDraft(from);
  };
  const retry = (signIn: SignInView) => {
    const request = requests.current.get(signIn.id);
    if (signIn.isPlayground) return void start(request ?? PLAYGROUND);
    if (request?.kind === 'again') return void start(request);
    if (request?.kind === 'issuer') return openForm(requestToDraft(request));
    return openForm({ ...EMPTY_DRAFT, issuer: signIn.issuer });
  };

  return {
    isBusy: state.kind === 'busy',
    failure: state.kind === 'failure' ? state.failure : undefined,
    draft,
    start: (request) => void start(request),
    startPlayground: () => void start(PLAYGROUND),
    startAgain: (connectionId) => void start({ kind: 'again', connectionId }),
    retry,
    retryStart: () => void start(latest.current),
    openForm: () => openForm(EMPTY_DRAFT),
    closeForm: () => setDraft(undefined),
  };
};
