import { type SyntheticEvent, useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import type { Failure } from '../../../contract/command.ts';
import type { PastedResourceView, ResourceView } from '../../../contract/resource.ts';
import type { SignInRequest } from '../../../contract/sign-in.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Choice } from '../../kit/choice.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Field } from '../../kit/field.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { FormFoot } from './form-foot.tsx';
import { FoundResource } from './found-resource.tsx';
import { StandInNotice } from './stand-in-notice.tsx';

/** What to look at: an address, and the challenge that came with it. */
interface Wanted {
  readonly address: string;
  readonly challenge?: string;
}

interface AddressPartProps {
  readonly text: string;
  readonly pasted: PastedResourceView | undefined;
  readonly address: string | undefined;
  readonly onText: (text: string) => void;
  readonly onAddress: (address: string) => void;
}

/** Where it is: typed, or found in what was pasted. Nobody is asked yet. */
const AddressPart = ({ text, pasted, address, onText, onAddress }: AddressPartProps) => {
  const addresses = pasted?.addresses ?? [];
  const [only] = addresses;
  const isNothing = text.trim() !== '' && pasted !== undefined && only === undefined;
  return (
    <>
      <Field
        label="Address of the API or MCP server"
        hint="Or paste a curl command, a WWW-Authenticate header or the JSON of an MCP client."
        placeholder="https://mcp.example.com/mcp"
        problem={isNothing ? 'There is no http or https address in this.' : undefined}
        rows={2}
        maxLength={60_000}
        value={text}
        onChange={onText}
        isMono
        autoFocus
      />
      {addresses.length > 1 && (
        <Choice
          label="Which one"
          choices={addresses.map((one) => ({
            value: one.address,
            label: foreignText(one.name ?? one.host, 60),
            hint: foreignText(one.address, 120),
          }))}
          value={address ?? ''}
          onChange={onAddress}
        />
      )}
    </>
  );
};

/** What was typed, read by main as it changes. */
const usePasted = (text: string): PastedResourceView | undefined => {
  const { run } = useCommand('resource.read');
  const [read, setRead] = useState<{
    readonly text: string;
    readonly pasted: PastedResourceView;
  }>();
  useEffect(() => {
    if (text.trim() === '') return undefined;
    let isCurrent = true;
    void run({ text }).then((reply) => {
      if (isCurrent && reply.ok) setRead({ text, pasted: reply.value });
    });
    return () => {
      isCurrent = false;
    };
  }, [text, run]);
  return read?.text === text ? read.pasted : undefined;
};

interface ResourceStepProps {
  /** An address to begin with. */
  readonly initial: string;
  readonly isStandIn: boolean;
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  readonly onBack: () => void;
  readonly onStart: (request: SignInRequest) => void;
}

/** What was asked, and what the resource said. */
interface Looked extends Wanted {
  readonly found: ResourceView;
  readonly scope: readonly string[];
  readonly server: string | undefined;
}

const requestOf = ({ address, challenge, found, scope, server }: Looked): SignInRequest => {
  const [first] = found.servers;
  // A single server is named by the resource alone: one elsewhere is asked about before it is used.
  const chosen = found.servers.length > 1 ? (server ?? first?.issuer) : undefined;
  return {
    kind: 'resource',
    resource: address,
    ...(challenge === undefined ? {} : { challenge }),
    ...(chosen === undefined ? {} : { authorizationServer: chosen }),
    ...(scope.length === found.scope.length ? {} : { scope: scope.join(' ') }),
  };
};

/** The address, as far as it is known, and what was found there once it was asked. */
const useResource = (initial: string) => {
  const [text, setText] = useState(initial);
  const [chosen, setChosen] = useState<string>();
  const [looked, setLooked] = useState<Looked>();
  const pasted = usePasted(text);
  const { run, state } = useCommand('resource.describe');
  const wanted =
    pasted?.addresses.find(({ address }) => address === chosen) ?? pasted?.addresses[0];
  const isFound = looked !== undefined && looked.address === wanted?.address;
  return {
    ...{ text, setText, setChosen, pasted, wanted },
    found: isFound ? looked : undefined,
    change: (part: Partial<Looked>) => setLooked((old) => old && { ...old, ...part }),
    isLooking: state.kind === 'busy',
    failure: state.kind === 'failure' && !isFound ? state.failure : undefined,
    async look() {
      if (wanted === undefined) return;
      const { address } = wanted;
      const challenge = pasted?.challenge === undefined ? {} : { challenge: pasted.challenge };
      const reply = await run({ address, ...challenge });
      if (!reply.ok) return;
      const { value: found } = reply;
      setLooked({ address, ...challenge, found, scope: found.scope, server: undefined });
    },
  };
};

/** Begins at an API or MCP server, which names where to sign in for it. @see RFC 9728 */
export const ResourceStep = (props: ResourceStepProps) => {
  const { isStandIn, isBusy, failure, onBack, onStart } = props;
  const resource = useResource(props.initial);
  const { text, pasted, wanted, found } = resource;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (found === undefined) void resource.look();
    else onStart(requestOf(found));
  };
  return (
    <Form className="connection-form stack fill" onSubmit={submit}>
      {isStandIn && <StandInNotice />}
      <div className="grid gap-4 scroll fill pad-6" style={{ alignContent: 'start' }}>
        <AddressPart
          {...{ text, pasted }}
          address={wanted?.address}
          onText={resource.setText}
          onAddress={resource.setChosen}
        />
        {wanted !== undefined && found === undefined && (
          <p className="field-hint">
            <Foreign text={wanted.host} className="mono" /> is asked where to sign in, without any
            token.
          </p>
        )}
        {resource.failure !== undefined && <FailureNotice failure={resource.failure} />}
        {found !== undefined && (
          <FoundResource
            {...found}
            onServer={(server) => resource.change({ server })}
            onScope={(scope) => resource.change({ scope })}
          />
        )}
        {failure !== undefined && <FailureNotice failure={failure} />}
      </div>
      <FormFoot
        isBusy={isBusy || resource.isLooking}
        isDisabled={wanted === undefined}
        onBack={onBack}
      >
        {found === undefined ? 'Ask the server' : 'Continue in browser'}
      </FormFoot>
    </Form>
  );
};
