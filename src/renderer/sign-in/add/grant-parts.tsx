import { TriangleAlert } from 'lucide-react';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useForm } from './form-context.ts';
import { At, ProblemOf, TextPart } from './parts.tsx';
import { SubjectPart } from './subject-part.tsx';

const Understood = () => {
  const { draft, change } = useForm();
  return (
    <At name="understood">
      <Checkbox isSelected={draft.understood} onChange={(understood) => change({ understood })}>
        I understand
      </Checkbox>
      <ProblemOf name="understood" />
    </At>
  );
};

/** The one grant that a specification forbids. @see RFC 9700 §2.4 */
const PasswordParts = () => (
  <>
    <Notice tone="warn" icon={TriangleAlert} title="This grant must not be used (RFC 9700 §2.4)">
      <p>
        It hands your password to a program, teaches you to type it outside the server’s own page,
        and cannot ask for a second factor. The password is sent once and not kept.
      </p>
    </Notice>
    <TextPart of="username" label="User name" />
    <TextPart of="password" label="Password" type="password" />
    <Understood />
  </>
);

/** What the chosen grant needs beyond the client; nothing for most. */
export const GrantParts = () => {
  const { uses } = useForm();
  return (
    <>
      {uses('password') && <PasswordParts />}
      <TextPart
        of="refreshToken"
        label="Refresh token"
        hint="It is used at once, then kept in the keychain. Stop using it elsewhere: it may be used once only."
        type="password"
      />
      {uses('subject') && <SubjectPart />}
      <TextPart of="audience" label="Audience" hint="Who the new token is for. Optional." />
      <TextPart
        of="assertion"
        label="Assertion"
        hint="A signed JWT. It is sent once and not kept."
        type="password"
      />
    </>
  );
};
