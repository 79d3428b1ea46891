import { Plug } from 'lucide-react';
import { FAILURE_TEXT } from '../../../vocabulary/failure-text.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import {
  AUDIENCES,
  AUTH_METHODS,
  AUTH_WORDS,
  ENDPOINT_WORDS,
  REGISTERED_AUTH_HINT,
} from '../draft/grant-words.ts';
import type { Draft } from '../draft/draft.ts';
import { isRegistering } from '../draft/fields.ts';
import { useForm } from './form-context.ts';
import { At, FormSection, ProblemOf, TextPart, TogglePart } from './parts.tsx';
import { redirectDoubt } from '../draft/registration.ts';
import { Field } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { type EndpointName, ENDPOINTS } from '../draft/vocabulary.ts';

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

/** An API or MCP server names the server that is meant: the way goes on from there. @see RFC 9728 */
const ResourceFound = () => {
  const { resource, connectFrom } = useForm();
  if (resource === undefined) return null;
  const { sentence, action } = FAILURE_TEXT.VK_ISSUER_IS_RESOURCE;
  return (
    <Notice
      tone="info"
      icon={Plug}
      title={sentence}
      action={<Button onPress={() => connectFrom(resource)}>Connect from this address</Button>}
    >
      {action}
    </Notice>
  );
};

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
      <ResourceFound />
      {uses('endpoints') && <Endpoints />}
      <TogglePart
        of="allowLoopback"
        label="Allow a server on this machine"
        hint="Developer mode: accepts http:// on localhost and 127.0.0.1."
      />
    </FormSection>
  );
};

const CHOICES = [
  {
    value: 'loopback',
    label: 'Loopback',
    hint: 'A port on this machine (RFC 8252 §7.3). Right for most servers.',
  },
  {
    value: 'private-use-scheme',
    label: 'Private-use scheme',
    hint: 'dev.valetkey.app:/ (RFC 8252 §7.1), where loopback is refused.',
  },
] as const;

/** How the browser comes back, with what the redirect doctor has to say of it. */
export const RedirectChoice = () => {
  const { draft, change, uses, doctor } = useForm();
  if (!uses('redirectMethod')) return null;
  const doubt = redirectDoubt(draft.redirectMethod, doctor?.checks);
  return (
    <FormSection title="Redirect">
      <At name="redirectMethod">
        <Choice
          label="How the browser comes back"
          choices={CHOICES}
          value={draft.redirectMethod}
          onChange={(redirectMethod) => change({ redirectMethod })}
        />
        {doubt !== undefined && <p className="small warn">{doubt}</p>}
      </At>
    </FormSection>
  );
};

const AUTH_CHOICES = AUTH_METHODS.map((value) => ({ value, ...AUTH_WORDS[value] }));

const AuthMethod = () => {
  const { draft, change } = useForm();
  const choices = isRegistering(draft)
    ? AUTH_CHOICES.map((one) => ({ ...one, hint: REGISTERED_AUTH_HINT[one.value] ?? one.hint }))
    : AUTH_CHOICES;
  return (
    <At name="authMethod">
      <Choice
        label="How the client proves itself"
        choices={choices}
        value={draft.authMethod}
        onChange={(authMethod) => change({ authMethod })}
      />
      <ProblemOf name="authMethod" />
    </At>
  );
};

const REGISTERING = [
  { value: 'own', label: 'I have a client', hint: 'From a registration made at the server.' },
  { value: 'register', label: 'Register a client for me', hint: '' },
] as const;

/** Offered where the server says that clients can register. @see RFC 7591 */
const Registering = () => {
  const { draft, server, change, uses } = useForm();
  const host = server?.registersAt;
  if (!uses('registers') || (host === undefined && !draft.registers)) return null;
  const hint =
    host === undefined
      ? 'Where this server registers clients (RFC 7591).'
      : `${foreignText(host, 60)} registers clients (RFC 7591).`;
  return (
    <At name="registers">
      <Choice
        label="Client registration"
        choices={REGISTERING.map((one) => (one.value === 'register' ? { ...one, hint } : one))}
        value={draft.registers ? 'register' : 'own'}
        onChange={(value) => change({ registers: value === 'register' })}
      />
    </At>
  );
};

/** A stated choice: nobody is sent a second assertion because the first was refused. */
const Audience = () => {
  const { draft, change, uses } = useForm();
  if (!uses('assertionAudience')) return null;
  return (
    <At name="assertionAudience">
      <Choice
        label="Whom its assertions are for"
        choices={AUDIENCES}
        value={draft.assertionAudience}
        onChange={(assertionAudience) => change({ assertionAudience })}
      />
    </At>
  );
};

const SecretParts = ({ draft }: { readonly draft: Draft }) => (
  <>
    <TextPart
      of="initialAccessToken"
      label="Initial access token"
      hint="Only where the server registers nobody without one. Used once and not kept."
      type="password"
    />
    <TextPart
      of="clientSecret"
      label="Client secret"
      hint={
        draft.provider === undefined
          ? 'Goes to the keychain and is never shown again.'
          : 'Leave it empty to use the one that was kept at the import.'
      }
      type="password"
      maxLength={4000}
    />
    <TextPart
      of="privateKey"
      label="Private key"
      hint="A PEM or a private JWK. Goes to the keychain and is never shown again."
      type="password"
    />
  </>
);

/** The client registration: one that a person made, or one that is made for them. */
export const ClientSection = () => {
  const { draft, preset } = useForm();
  const hasServerFields = draft.source !== 'preset' || (preset?.placeholders.length ?? 0) > 0;
  return (
    <FormSection title="Client">
      <Registering />
      <TextPart
        of="clientId"
        label="Client ID"
        hint="From the client registration you made at the server."
        maxLength={400}
        autoFocus={!hasServerFields}
      />
      <AuthMethod />
      <SecretParts draft={draft} />
      <Audience />
    </FormSection>
  );
};
