import { type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { SignInRequest } from '../../../contract/sign-in.ts';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { fieldsOf, isAdvanced } from '../draft/fields.ts';
import { GRANT_WORDS } from '../draft/grant-words.ts';
import { addressProblem, fieldOfFailure, type Problems, problemsOf } from '../draft/problems.ts';
import { requestOf } from '../draft/request.ts';
import { FormContext, type FormValue, useForm } from './form-context.ts';
import { FormFoot } from './form-foot.tsx';
import { RegisterAside } from './register-aside.tsx';
import { Advanced } from './advanced.tsx';
import { ClientSection, RedirectChoice, ServerSection } from './server-and-client.tsx';
import { FormSection, TextPart } from './parts.tsx';
import { ScopePart } from './scope-part.tsx';
import { StandInNotice } from './stand-in-notice.tsx';
import type { Failure } from '../../../contract/command.ts';
import type { PresetView } from '../../../contract/provider.ts';
import type { ServerView } from '../../../contract/registration.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { type Draft, fillPlaceholders, proposedScope } from '../draft/draft.ts';
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
): Pick<FormValue, 'server' | 'lookUpServer' | 'resource'> => {
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
  const isResource = state.kind === 'failure' && state.failure.code === 'VK_ISSUER_IS_RESOURCE';
  return { server, lookUpServer, resource: isResource && asked === address ? address : undefined };
};

const NO_PROBLEMS: Problems = {};

/** What the form is made of. */
interface FormSubject {
  readonly draft: Draft;
  readonly preset: PresetView | undefined;
  readonly connections: readonly ConnectionView[];
  readonly failure: Failure | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onResource: (address: string) => void;
}

/** The form's state: what was typed, what is wrong with it once it was tried, and what main said. */
const useFormValue = (subject: FormSubject, hasTried: boolean): FormValue => {
  const { draft, preset, connections, failure, onChange } = subject;
  const doctor = useQuery('doctor.run', {}).value;
  const asked = useServer(draft, preset, onChange);
  const fields = useMemo(() => fieldsOf(draft), [draft]);
  return {
    draft,
    preset,
    doctor,
    connections,
    ...asked,
    connectFrom: subject.onResource,
    change: onChange,
    uses: (field) => fields.has(field),
    problems: hasTried ? problemsOf(draft, preset?.placeholders) : NO_PROBLEMS,
    failure,
    failureAt: failure === undefined ? undefined : fieldOfFailure(failure, draft),
  };
};

const FAULT = '[aria-invalid="true"], .field-error, .form-field > .notice.on-bad';

/** Puts the focus where the first thing is wrong, once it is on the page. */
const focusFirstFault = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => {
    const fault = form?.querySelector(FAULT);
    const field = fault?.closest('.form-field')?.querySelector('input, textarea, button');
    if (field instanceof HTMLElement) field.focus();
  });
};

interface FormSectionsProps {
  readonly isAdvancedOpen: boolean;
  readonly onAdvanced: (isOpen: boolean) => void;
}

/** The form from top to bottom; each part shows itself only where the draft needs it. */
const FormSections = ({ isAdvancedOpen, onAdvanced }: FormSectionsProps) => {
  const { draft, uses } = useForm();
  const isPlayground = draft.source === 'playground';
  return (
    <div className="grid gap-8">
      <ServerSection />
      {!isPlayground && <ClientSection />}
      <ScopePart />
      <RedirectChoice />
      {uses('label') && (
        <FormSection title="In your list">
          <TextPart
            of="label"
            label="Name"
            hint="What you want to call it. Otherwise the account’s name."
            maxLength={100}
            isProse
          />
        </FormSection>
      )}
      {!isPlayground && <Advanced isOpen={isAdvancedOpen} onOpen={onAdvanced} />}
    </div>
  );
};

interface ConnectionFormProps extends FormSubject {
  readonly isStandIn: boolean;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onStart: (request: SignInRequest) => void;
}

/** A failure that no field can answer for. */
const OtherFailure = ({ form: { failure, failureAt } }: { readonly form: FormValue }) =>
  failure !== undefined && failureAt === undefined ? (
    <div className="flex-none pad-y-3 pad-x-6">
      <FailureNotice failure={failure} />
    </div>
  ) : null;

/** Advanced fields stay in sight while one of them is at fault. */
const needsAdvanced = ({ problems, failureAt }: FormValue): boolean =>
  [...Object.keys(problems), failureAt ?? 'issuer'].some(isAdvanced);

/** The second step: the client, what is asked for, and what to register at the server. */
export const ConnectionForm = (props: ConnectionFormProps) => {
  const { isBusy, isStandIn, onBack, onStart, ...subject } = props;
  const [tries, setTries] = useState(0);
  const [wantsAdvanced, setWantsAdvanced] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const form = useFormValue(subject, tries > 0);
  const { draft, failure, preset } = subject;

  useEffect(() => {
    if (tries > 0 || failure !== undefined) focusFirstFault(element.current);
  }, [tries, failure]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const isSound = Object.keys(problemsOf(draft, preset?.placeholders)).length === 0;
    if (isSound) onStart(requestOf(draft));
    else setTries((count) => count + 1);
  };
  return (
    <FormContext value={form}>
      <Form
        ref={element}
        className="connection-form stack fill"
        validationBehavior="aria"
        onSubmit={submit}
      >
        {isStandIn && draft.source !== 'playground' && <StandInNotice />}
        <div className="form-columns grid scroll fill">
          <FormSections
            isAdvancedOpen={wantsAdvanced || needsAdvanced(form)}
            onAdvanced={setWantsAdvanced}
          />
          <RegisterAside />
        </div>
        <OtherFailure form={form} />
        <FormFoot isBusy={isBusy} autoFocus={draft.source === 'playground'} onBack={onBack}>
          {GRANT_WORDS[draft.grant].action}
        </FormFoot>
      </Form>
    </FormContext>
  );
};
