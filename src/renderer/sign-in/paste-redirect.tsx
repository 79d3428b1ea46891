import { ChevronRight } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
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
import { isRetryable, VERDICT_WORDS } from './draft/paste-words.ts';
import '../kit/more.css';
import './paste-redirect.css';

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
  <Disclosure className="more paste-more">
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
