import { ChevronRight } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import {
  Button as AriaButton,
  Disclosure,
  DisclosurePanel,
  Form,
  Heading,
} from 'react-aria-components';
import type { SignInId } from '../../shared/vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import './more.css';

/** What became of a pasted address; `proceed` and `fail` show in the sign-in itself. */
const VERDICTS = {
  proceed: 'That is the answer.',
  fail: 'The answer is a refusal.',
  ignore: 'That address does not belong to this sign-in.',
  stale: 'That address belongs to a sign-in that has ended.',
} as const;

const PasteForm = ({ signInId }: { readonly signInId: SignInId }) => {
  const [url, setUrl] = useState('');
  const { run, state } = useCommand('sign-in.paste-redirect');
  const paste = async (event: FormEvent) => {
    event.preventDefault();
    await run({ signInId, url: url.trim() });
    setUrl('');
  };
  return (
    <Form className="paste-redirect" onSubmit={(event) => void paste(event)}>
      <Field
        label="Address the browser ended at"
        hint="Copy it whole from the address bar. It works once."
        value={url}
        onChange={setUrl}
        maxLength={8192}
        isMono
      />
      <Button type="submit" isBusy={state.kind === 'busy'} isDisabled={url.trim() === ''}>
        Use this address
      </Button>
      <p role="status" className="state-note">
        {state.kind === 'value' && VERDICTS[state.value.verdict]}
      </p>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </Form>
  );
};

/** For browsers whose answer cannot arrive here: another machine, a container, a strict firewall. */
export const PasteRedirect = ({ signInId }: { readonly signInId: SignInId }) => (
  <Disclosure className="more">
    <Heading level={2} className="more-heading">
      <AriaButton slot="trigger" className="more-trigger">
        <ChevronRight size={14} /> The browser cannot come back?
      </AriaButton>
    </Heading>
    <DisclosurePanel className="more-panel">
      <PasteForm signInId={signInId} />
    </DisclosurePanel>
  </Disclosure>
);
