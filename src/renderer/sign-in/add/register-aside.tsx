import { Input, Label, Text, TextField } from 'react-aria-components';
import type { PresetView } from '../../../contract/provider.ts';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { fillPlaceholders } from '../draft/draft.ts';
import { otherRecalled, presetFacts } from '../draft/preset-words.ts';
import { isRegistering } from '../draft/fields.ts';
import { redirectUriOf } from '../draft/registration.ts';
import { useForm } from './form-context.ts';
import { foreignText } from '../../kit/words/foreign.ts';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
}

/** Text to carry elsewhere: a click or the Tab key selects all of it. */
const CopyText = ({ label, text, hint }: CopyTextProps) => (
  <TextField className="field" value={foreignText(text, 400)} isReadOnly>
    <Label className="note">{label}</Label>
    <Input
      className="field-input copy-text mono"
      onFocus={({ currentTarget }) => currentTarget.select()}
    />
    {hint !== undefined && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
  </TextField>
);

const Recalled = () => <Chip tone="warn">From memory, not checked</Chip>;

const RedirectToRegister = () => {
  const { draft, preset, doctor, connections, uses } = useForm();
  if (!uses('redirectMethod')) {
    return <p className="soft">No redirect URI: this grant has no redirect.</p>;
  }
  const uri = redirectUriOf(draft, preset, doctor?.redirectBases, connections);
  const isRecalled = preset?.recalled.includes('redirect') === true;
  if (uri === undefined) {
    return (
      <p className="soft">
        {doctor === undefined
          ? 'Looking up the redirect URI…'
          : 'The redirect URI appears here once the server is filled in. Each server has its own.'}
      </p>
    );
  }
  const isAnyPort = draft.redirectMethod === 'loopback' && !/:\d+(?:\/|$)/.test(uri);
  return (
    <>
      <CopyText
        label="Redirect URI, exactly"
        text={uri}
        hint={isAnyPort ? 'Any port is used with it (RFC 8252 §7.3).' : 'To the letter and digit.'}
      />
      {isRecalled && <Recalled />}
    </>
  );
};

const Facts = ({ preset }: { readonly preset: PresetView }) => (
  <dl className="grid gap-3">
    {presetFacts(preset).map(({ name, words, recalled }) => (
      <div key={name}>
        <dt className="note">{name}</dt>
        <dd>
          {words} {recalled && <Recalled />}
        </dd>
      </div>
    ))}
  </dl>
);

const Quirks = ({ preset }: { readonly preset: PresetView }) =>
  preset.quirks.length === 0 ? null : (
    <>
      <h4 className="row stretch wrap gap-2 note regular">
        Worth knowing {preset.recalled.includes('quirks') && <Recalled />}
      </h4>
      <ul className="aside-quirks bullets">
        {preset.quirks.map((quirk) => (
          <li key={quirk}>{quirk}</li>
        ))}
      </ul>
    </>
  );

const Sources = ({ preset }: { readonly preset: PresetView }) => {
  const others = otherRecalled(preset);
  return (
    <p className="note break">
      Checked on {preset.checkedOn} against <Foreign text={preset.source.join('; ')} className="" />
      {others.length === 0 ? '.' : `. From memory, not checked: ${others.join(', ')}.`}
    </p>
  );
};

const PresetPart = ({ preset }: { readonly preset: PresetView }) => {
  const { placeholders } = useForm().draft;
  return (
    <>
      <Facts preset={preset} />
      <Quirks preset={preset} />
      {preset.grantsPage !== undefined && (
        <>
          <CopyText
            label="End grants at"
            text={fillPlaceholders(preset.grantsPage, placeholders)}
          />
          {preset.recalled.includes('grantsPage') && <Recalled />}
        </>
      )}
      <Sources preset={preset} />
    </>
  );
};

/** What to do at the server before signing in, and what is known of it. */
export const RegisterAside = () => {
  const { draft, preset } = useForm();
  if (draft.source === 'playground') {
    return (
      <aside className="aside grid gap-3" aria-label="At the playground">
        <h3 className="aside-title">At the playground</h3>
        <p className="soft">
          Nothing to register: it knows this program. It runs on this machine, and its people are
          made up.
        </p>
      </aside>
    );
  }
  if (isRegistering(draft)) {
    return (
      <aside className="aside grid gap-3" aria-label="Registered for you">
        <h3 className="aside-title">Registered for you</h3>
        <RedirectToRegister />
        <p className="soft">
          This program asks the server for a client of its own, with this redirect URI. What proves
          the client goes to the keychain. If the sign-in comes to nothing, the registration is
          deleted again, where the server allows that.
        </p>
      </aside>
    );
  }
  return (
    <aside className="aside grid gap-3" aria-label="Register at the provider">
      <h3 className="aside-title">
        {preset ? `Register at ${preset.name}` : 'Register at the server'}
      </h3>
      <RedirectToRegister />
      {preset === undefined ? (
        <p className="soft">
          Register a native or desktop application. It needs no secret where the server allows
          public clients with PKCE; give this program one only if the server insists.
        </p>
      ) : (
        <PresetPart preset={preset} />
      )}
    </aside>
  );
};
