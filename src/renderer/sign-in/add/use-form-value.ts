import { useMemo, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../contract/command.ts';
import type { PresetView } from '../../../contract/provider.ts';
import type { ServerView } from '../../../contract/registration.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { type Draft, fillPlaceholders, proposedScope } from '../draft/draft.ts';
import { fieldOfFailure } from '../draft/failure-field.ts';
import { fieldsOf } from '../draft/fields.ts';
import { problemsOf, type Problems, addressProblem } from '../draft/problems.ts';
import type { FormValue } from './form-context.ts';
import { useCommand } from '../../bridge/use-command.ts';

/** Where the form's server describes itself; undefined while that is not a whole address, or nowhere. */
const serverAddress = (draft: Draft, preset: PresetView | undefined): string | undefined => {
  const { source, issuer, placeholders, allowLoopback } = draft;
  if (source !== 'issuer' && (source !== 'preset' || preset?.discovery !== true)) return undefined;
  const address = source === 'preset' ? fillPlaceholders(issuer, placeholders) : issuer.trim();
  const isWhole = addressProblem(address, allowLoopback) === undefined && !/[{}]/.test(address);
  return isWhole ? address : undefined;
};

/**
 * What the server of this form offers, by its own metadata. Asked when its address is whole and the
 * field is left, never while somebody types: half an address may be somebody else's.
 */
const useServer = (
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
  // Once for each answer, and never over what somebody has chosen.
  const proposed = useRef<ServerView>(undefined);
  useEffect(() => {
    if (server === undefined || proposed.current === server) return;
    proposed.current = server;
    const scope = proposedScope(server.scopes);
    if (draft.source === 'issuer' && draft.scope.length === 0 && scope.length > 0) {
      onChange({ scope });
    }
  }, [server, draft.source, draft.scope.length, onChange]);
  const mustSign = server?.requiresSignedRequests === true && !draft.usesSignedRequests;
  useEffect(() => {
    if (mustSign) onChange({ usesSignedRequests: true });
  }, [mustSign, onChange]);
  return { server, lookUpServer };
};

const NO_PROBLEMS: Problems = {};

/** What the form is made of. */
export interface FormSubject {
  readonly draft: Draft;
  readonly preset: PresetView | undefined;
  readonly connections: readonly ConnectionView[];
  readonly failure: Failure | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** The form's state: what was typed, what is wrong with it once it was tried, and what main said. */
export const useFormValue = (subject: FormSubject, hasTried: boolean): FormValue => {
  const { draft, preset, connections, failure, onChange } = subject;
  const doctor = useQuery('doctor.run', {}).value;
  const { server, lookUpServer } = useServer(draft, preset, onChange);
  const fields = useMemo(() => fieldsOf(draft), [draft]);
  return {
    draft,
    preset,
    doctor,
    connections,
    server,
    lookUpServer,
    change: onChange,
    uses: (field) => fields.has(field),
    problems: hasTried ? problemsOf(draft, preset?.placeholders) : NO_PROBLEMS,
    failure,
    failureAt: failure === undefined ? undefined : fieldOfFailure(failure, draft),
  };
};
