import { type SyntheticEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { CommandInput } from '../../contract/contract.ts';
import type { ProofMethod } from '../../vocabulary/hand-out.ts';
import type { Failure } from '../../contract/command.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { shortWords } from '../kit/words/time-words.ts';
import { Button } from '../kit/button.tsx';
import { Choice } from '../kit/choice.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import { useNow } from '../kit/use-now.ts';
import { type Copied, useCopyMemory } from './use-copy.ts';

/** Methods to choose from, the commonest first. */
const PROOF_METHODS: readonly ProofMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const LOOPBACK = /^http:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?:[:/?]|$)/i;

/** What is wrong with an address at first sight; main judges it again, and knows more. */
export const addressProblem = (text: string): string | undefined => {
  if (text === '') return undefined;
  if (/\s/.test(text)) return 'An address has no spaces.';
  if (!/^https:\/\/[^/]/i.test(text) && !LOOPBACK.test(text)) {
    return 'Enter an https:// address, or http:// on this machine.';
  }
  return URL.canParse(text) ? undefined : 'This is not an address.';
};

/** What is wrong with a nonce. @see RFC 9449 §8.1 */
export const nonceProblem = (text: string): string | undefined =>
  /^[\x21\x23-\x5b\x5d-\x7e]{0,1000}$/.test(text)
    ? undefined
    : 'A nonce has no spaces, quotes or backslashes: copy the value of DPoP-Nonce.';

/** Main's word on the address, where that is what it refused. */
export const refusedAddress = ({ code, fields }: Failure): string | undefined =>
  code === 'VK_INVALID_INPUT' && fields['field'] === 'url' && typeof fields['why'] === 'string'
    ? `No proof can be made for it: it ${fields['why']}.`
    : undefined;

interface ProofDialogProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Draft {
  readonly method: ProofMethod;
  readonly url: string;
  readonly nonce: string;
}

type ProofForm = CommandInput<'token.prove'>['form'];

const METHODS = PROOF_METHODS.map((value) => ({ value, label: value }));

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly failure: Failure | undefined;
  readonly onChange: (change: Partial<Draft>) => void;
}

const DraftFields = ({ draft, failure, onChange }: DraftFieldsProps) => (
  <>
    <div className="proof-methods">
      <Choice
        label="Method"
        choices={METHODS}
        value={draft.method}
        onChange={(method) => onChange({ method })}
      />
    </div>
    <Field
      label="Address"
      placeholder="https://api.example.com/notes"
      value={draft.url}
      onChange={(url) => onChange({ url })}
      problem={addressProblem(draft.url) ?? (failure && refusedAddress(failure))}
      maxLength={2000}
      isMono
      autoFocus
    />
    <Field
      label="Nonce"
      hint="Only where the API has asked for one: the value of its DPoP-Nonce header."
      value={draft.nonce}
      onChange={(nonce) => onChange({ nonce })}
      problem={nonceProblem(draft.nonce)}
      maxLength={1000}
      isMono
    />
  </>
);

const ProofNote = ({ copied }: { readonly copied: Copied }) => {
  const stays = Math.min(copied.clearsAt - useNow(), copied.clearAfter * 1000);
  return (
    <>Copied. Send it within a minute, once. The clipboard is cleared in {shortWords(stays)}.</>
  );
};

/** What to send for a draft; undefined while something in it cannot be sent. */
const requestOf = ({ method, url, nonce }: Draft) =>
  url === '' || addressProblem(url) !== undefined || nonceProblem(nonce) !== undefined
    ? undefined
    : { method, url, ...(nonce === '' ? {} : { nonce }) };

/** The last proof that was asked for, and how to ask for another. */
const useProof = ({ id, resource = '' }: ConnectionView) => {
  const [draft, setDraft] = useState<Draft>({ method: 'GET', url: resource, nonce: '' });
  const { run, reset, state } = useCommand('token.prove');
  const [latest, setLatest] = useState<ProofForm>('headers');
  const { copied, isOnClipboard, remember } = useCopyMemory();
  const request = requestOf(draft);
  return {
    draft,
    isReady: request !== undefined,
    latest,
    isBusyWith: (form: ProofForm) => state.kind === 'busy' && form === latest,
    failure: state.kind === 'failure' ? state.failure : undefined,
    onClipboard: isOnClipboard ? copied : undefined,
    change(part: Partial<Draft>) {
      setDraft({ ...draft, ...part });
      reset();
    },
    async copy(form: ProofForm) {
      setLatest(form);
      if (request !== undefined) remember(await run({ connectionId: id, form, ...request }));
    },
  };
};

const ProofFields = ({ connection, actions, onClose }: Omit<ProofDialogProps, 'isOpen'>) => {
  const proof = useProof(connection);
  const { draft, isReady, isBusyWith, failure, onClipboard, change, copy } = proof;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void copy('headers');
  };
  const isElsewhere = failure !== undefined && refusedAddress(failure) === undefined;
  return (
    <Form className="stack gap-4" onSubmit={submit}>
      <DraftFields draft={draft} failure={failure} onChange={change} />
      {isElsewhere && (
        <FailureNotice
          failure={failure}
          actions={{ ...actions, retry: () => void copy(proof.latest) }}
        />
      )}
      <p className="dialog-status note" role="status">
        {onClipboard !== undefined && <ProofNote copied={onClipboard} />}
      </p>
      <DialogActions>
        <Button onPress={onClose}>Close</Button>
        <Button isBusy={isBusyWith('curl')} isDisabled={!isReady} onPress={() => void copy('curl')}>
          Copy curl line
        </Button>
        <Button kind="primary" type="submit" isBusy={isBusyWith('headers')} isDisabled={!isReady}>
          Copy header lines
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Makes a proof for one request with a bound token; key and token stay in main. @see RFC 9449 §7.1 */
export const ProofDialog = ({ isOpen, ...rest }: ProofDialogProps) => (
  <Dialog title="Proof for one request" size="medium" isOpen={isOpen} onClose={rest.onClose}>
    <p className="dialog-text">
      Tokens of this connection are bound to a key in your keychain, so each request needs a proof
      that you hold it. A proof is good once, for about a minute, for this method and address alone.
    </p>
    <ProofFields {...rest} />
  </Dialog>
);
