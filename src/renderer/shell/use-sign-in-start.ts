import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { SignInRequest, SignInView } from '../../contract/sign-in.ts';
import type { Failure } from '../../contract/command.ts';
import type { ProviderView } from '../../contract/provider.ts';
import type { ConnectionId, SignInId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { emptyDraft, type Draft, providerDraft } from '../sign-in/draft/draft.ts';
import { type KeptDrafts, KeptDraftsContext } from '../sign-in/draft/kept-drafts.ts';
import { hasEnded } from '../sign-in/sign-in-words.ts';
import { remember, type Remembered } from '../sign-in/draft/remember.ts';

const PLAYGROUND: SignInRequest = {
  kind: 'playground',
  redirectMethod: 'loopback',
  scope: 'openid profile email offline_access notes:read',
};

/** The open form: what it begins with, and why it was opened again. */
export interface OpenForm {
  readonly draft: Draft | undefined;
  readonly failure: Failure | undefined;
  /** The address of an API or MCP server, where it begins with one; `count` tells one from the next. */
  readonly resource?: { readonly address: string; readonly count: number };
}

/** Every way to begin a sign-in, and the form of the one that needs a form. */
export interface SignInStart {
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  /** The open form; undefined while it is closed. */
  readonly form: OpenForm | undefined;
  readonly start: (request: SignInRequest) => void;
  readonly startPlayground: () => void;
  readonly startAgain: (connectionId: ConnectionId) => void;
  readonly retry: (signIn: SignInView) => void;
  /** The last start once more, after it failed. */
  readonly retryStart: () => void;
  /** The form, empty or with something filled in. */
  readonly openForm: (draft?: Draft) => void;
  /** The form for an API or MCP server at this address; nobody is asked yet. */
  readonly openResource: (address: string) => void;
  /** The form with what an imported provider states. */
  readonly openProvider: (provider: ProviderView) => void;
  /** Takes back what was said of the form, once another is begun in it. */
  readonly clearFailure: () => void;
  readonly closeForm: () => void;
}

const failureOf = (signIn: SignInView): Failure | undefined =>
  signIn.state.kind === 'failed' ? signIn.state.failure : undefined;

/** The form over the window; to open or close it forgets what became of the last start. */
const useOpenForm = (reset: () => void) => {
  const [form, setForm] = useState<OpenForm>();
  const set = (next: OpenForm | undefined) => {
    reset();
    setForm(next);
  };
  return {
    form,
    open: (draft?: Draft, failure?: Failure) => set({ draft, failure }),
    openResource: useCallback(
      (address: string) => {
        reset();
        setForm((old) => ({
          draft: old?.draft,
          failure: undefined,
          resource: { address, count: (old?.resource?.count ?? 0) + 1 },
        }));
      },
      [reset],
    ),
    close: () => set(undefined),
    clearFailure: () => set(form && { ...form, failure: undefined }),
    setForm,
  };
};

/** Finds the sign-in under way that the same button has started: pressed again, it shows that one. */
const useRunning = (
  signIns: readonly SignInView[],
  started: { readonly current: ReadonlyMap<SignInId, Remembered> },
): ((request: SignInRequest) => SignInId | undefined) => {
  const latest = useRef(signIns);
  useEffect(() => {
    latest.current = signIns;
  }, [signIns]);
  return useCallback(
    (request) => {
      // A form is sent on purpose, and a secret in it may be another one.
      if (request.kind === 'issuer') return undefined;
      const text = JSON.stringify(request);
      return latest.current.find(
        ({ id, state }) =>
          !hasEnded(state) && JSON.stringify(started.current.get(id)?.request) === text,
      )?.id;
    },
    [started],
  );
};

/** The forms that were begun; their secrets go with the window that they were typed in. */
const useKeptDrafts = (): KeptDrafts => {
  const kept = useContext(KeptDraftsContext);
  useEffect(() => () => kept.dropSecrets(), [kept]);
  return kept;
};

/**
 * Starts sign-ins, and remembers what each was started with so that it can be tried again. A sent
 * secret is main's alone: nothing here holds on to it.
 */
export const useSignInStart = (
  signIns: readonly SignInView[],
  onStarted: (id: SignInId) => void,
): SignInStart => {
  const kept = useKeptDrafts();
  const { run, reset, state } = useCommand('sign-in.start');
  const { form, open, openResource, close, clearFailure, setForm } = useOpenForm(reset);
  const latest = useRef<SignInRequest>(PLAYGROUND);
  const isStarting = useRef(false);
  const started = useRef(new Map<SignInId, Remembered>());
  const runningLike = useRunning(signIns, started);

  const start = useCallback(
    async (request: SignInRequest) => {
      // A second press in the same moment means the same sign-in.
      if (isStarting.current) return;
      const running = runningLike(request);
      if (running !== undefined) {
        onStarted(running);
        return;
      }
      isStarting.current = true;
      const remembered = remember(request);
      latest.current = remembered.request;
      setForm((old) => old && { ...old, failure: undefined });
      const reply = await run(request);
      isStarting.current = false;
      if (!reply.ok) return;
      started.current.set(reply.value.signInId, remembered);
      setForm(undefined);
      if (request.kind === 'issuer') kept.keep(new Map(), undefined);
      onStarted(reply.value.signInId);
    },
    [run, onStarted, setForm, runningLike, kept],
  );

  const retry = (signIn: SignInView) => {
    const { request, draft } = started.current.get(signIn.id) ?? {};
    if (signIn.isPlayground) return void start(request ?? PLAYGROUND);
    // Neither has a form with something to correct.
    if (request?.kind === 'again' || request?.kind === 'resource') return void start(request);
    open(draft ?? { ...emptyDraft('issuer'), issuer: signIn.issuer }, failureOf(signIn));
  };

  return {
    isBusy: state.kind === 'busy',
    failure: state.kind === 'failure' ? state.failure : form?.failure,
    form,
    start: (request) => void start(request),
    startPlayground: () => void start(PLAYGROUND),
    startAgain: (connectionId) => void start({ kind: 'again', connectionId }),
    retry,
    retryStart: () => void start(latest.current),
    openForm: (draft) => open(draft),
    openResource,
    openProvider: (provider) => open(providerDraft(provider)),
    clearFailure,
    closeForm: close,
  };
};
