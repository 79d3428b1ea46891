import { ChevronRight, Copy } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import {
  Button as AriaButton,
  Disclosure,
  DisclosurePanel,
  Form,
  Heading,
} from 'react-aria-components';
import type { SignInId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import type { CommandOutput } from '../../contract/contract.ts';
import { QrCode } from '../kit/qr-code.tsx';

/** Longer ones, such as signed requests, make a picture that no camera reads. */
const LONGEST_IN_PICTURE = 1000;

interface TakeAddressProps {
  readonly signInId: SignInId;
  readonly isBrowserMissing: boolean;
}

/** The way into a browser of the person's choice, or where the system opens none. */
export const TakeAddress = ({ signInId, isBrowserMissing }: TakeAddressProps) => {
  const { run, state } = useCommand('sign-in.copy-address');
  const taken = state.kind === 'value' ? state.value : undefined;
  return (
    <div className="stack middle gap-3">
      <Button
        icon={Copy}
        kind={isBrowserMissing ? 'primary' : 'quiet'}
        isBusy={state.kind === 'busy'}
        onPress={() => void run({ signInId })}
      >
        Copy the address
      </Button>
      {taken?.url !== undefined && (
        <>
          <p className="max-full note text-center" role="status">
            {taken.isCopied ? 'Copied.' : 'The clipboard did not take it: select it here.'} Open it
            in any browser on this machine. From another device, paste the address where it ends
            below.
          </p>
          <p className="address-text mono small selectable break">{taken.url}</p>
          {taken.url.length <= LONGEST_IN_PICTURE && (
            <QrCode text={taken.url} label="The address, for a camera" />
          )}
        </>
      )}
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </div>
  );
};

type Verdict = CommandOutput<'sign-in.paste-redirect'>['verdict'];

/** What became of a pasted address, in one sentence each. */
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  proceed: 'That is the answer. The sign-in continues.',
  fail: 'That is the server’s answer, and it is a refusal. The sign-in has ended.',
  ignore: 'That address does not answer this sign-in: copy all of it, with everything after “?”.',
  'token-in-fragment':
    'That address carries a token after “#”: the implicit grant, which is not taken (RFC 9700 §2.1.2). Treat the token as known to others. This sign-in asked for a code, so look for the tab that answers it.',
  stale: 'That address answers a sign-in that has ended. Use the newest browser tab.',
};

/** Whether the field should stay open for another try. */
const isRetryable = (verdict: Verdict): boolean =>
  verdict === 'ignore' || verdict === 'stale' || verdict === 'token-in-fragment';

const PasteForm = ({ signInId }: { readonly signInId: SignInId }) => {
  const [url, setUrl] = useState('');
  const { run, reset, state } = useCommand('sign-in.paste-redirect');
  const verdict = state.kind === 'value' ? state.value.verdict : undefined;
  const isRefused = verdict !== undefined && isRetryable(verdict);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (url.trim() !== '') void run({ signInId, url: url.trim() });
  };
  return (
    <Form className="paste" validationBehavior="aria" onSubmit={submit}>
      <Field
        label="Address the browser ended at"
        hint="All of its address bar. It may be a page that could not be loaded."
        value={url}
        onChange={(text) => {
          setUrl(text);
          reset();
        }}
        problem={isRefused ? VERDICT_WORDS[verdict] : undefined}
        maxLength={8192}
        isMono
      />
      <div role="status" className="paste-verdict small good">
        {verdict !== undefined && !isRefused && VERDICT_WORDS[verdict]}
      </div>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <Button type="submit" isDisabled={url.trim() === ''} isBusy={state.kind === 'busy'}>
        Use this address
      </Button>
    </Form>
  );
};

/** For machines where no redirect can arrive: a remote desktop, a container, a locked-down browser. */
export const PasteRedirect = ({ signInId }: { readonly signInId: SignInId }) => (
  <Disclosure className="paste-more full-width above-4">
    <Heading level={2} className="more-heading regular">
      <AriaButton slot="trigger" className="more-trigger soft medium">
        <ChevronRight size={14} /> No redirect arriving?
      </AriaButton>
    </Heading>
    <DisclosurePanel className="more-panel">
      <PasteForm signInId={signInId} />
    </DisclosurePanel>
  </Disclosure>
);
