import { Field } from '../../kit/field.tsx';
import { ENDPOINT_WORDS } from '../draft/grant-words.ts';
import { ENDPOINTS, type EndpointName } from '../draft/vocabulary.ts';
import { useForm } from './form-context.ts';
import { At, FormSection, TextPart, TogglePart } from './parts.tsx';

const Placeholders = () => {
  const { draft, preset, change, problems, lookUpServer } = useForm();
  return (
    <At name="placeholders">
      {preset?.placeholders.map(({ name, label, example }, at) => (
        <At key={name} name={`placeholders.${name}`}>
          <Field
            label={label}
            placeholder={example}
            value={draft.placeholders[name] ?? ''}
            onChange={(text) => change({ placeholders: { ...draft.placeholders, [name]: text } })}
            problem={problems[`placeholders.${name}`]}
            onBlur={lookUpServer}
            autoFocus={at === 0}
            isMono
          />
        </At>
      ))}
    </At>
  );
};

const Endpoint = ({ name }: { readonly name: EndpointName }) => {
  const { draft, change, problems } = useForm();
  return (
    <At name={`endpoints.${name}`}>
      <Field
        label={ENDPOINT_WORDS[name]}
        value={draft.endpoints[name] ?? ''}
        onChange={(text) => change({ endpoints: { ...draft.endpoints, [name]: text } })}
        problem={problems[`endpoints.${name}`]}
        type="url"
        isMono
      />
    </At>
  );
};

const Endpoints = () => (
  <At name="endpoints">
    <p className="field-hint">
      From the server’s documentation. What you leave empty is not used: without a revocation
      endpoint, tokens end only by themselves.
    </p>
    <div className="form-pairs grid gap-4">
      {ENDPOINTS.map((name) => (
        <Endpoint key={name} name={name} />
      ))}
    </div>
  </At>
);

/** Where the authorization server is: a preset's placeholders, an issuer, or typed endpoints. */
export const ServerSection = () => {
  const { draft, preset, uses, lookUpServer } = useForm();
  const isManual = draft.source === 'manual';
  if (!uses('issuer') && (preset?.placeholders.length ?? 0) === 0) return null;
  return (
    <FormSection title="Server">
      {uses('placeholders') && <Placeholders />}
      <TextPart
        of="issuer"
        label="Issuer"
        hint={
          isManual
            ? 'The server’s https:// address: its name here. Nothing is looked up there.'
            : 'The server’s https:// address. Its endpoints are found from there (RFC 8414).'
        }
        placeholder="https://login.example.com"
        onBlur={lookUpServer}
        type="url"
        autoFocus
      />
      {uses('endpoints') && <Endpoints />}
      <TogglePart
        of="allowLoopback"
        label="Allow a server on this machine"
        hint="Developer mode: accepts http:// on localhost and 127.0.0.1."
      />
    </FormSection>
  );
};
