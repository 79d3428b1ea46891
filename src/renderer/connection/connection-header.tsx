import {
  Ban,
  HardDriveUpload,
  Hourglass,
  Link,
  LogIn,
  LogOut,
  MoreHorizontal,
  Pencil,
  ShieldPlus,
  SlidersHorizontal,
  TriangleAlert,
} from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { ConnectionView } from '../../contract/connection.ts';
import { identityOf } from '../kit/words/connection-words.ts';
import { EndBadge } from '../kit/expiry-badge.tsx';
import { standingWords } from '../kit/words/standing-words.ts';
import { Avatar } from '../kit/avatar.tsx';
import { Chip, Dot } from '../kit/chip.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useCommand } from '../bridge/use-command.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { FAILURE_TEXT } from '../../vocabulary/failure-text.ts';
import { Notice } from '../kit/notice.tsx';
import { EXPIRY_REASONS, EXPIRY_SOURCES, nearEnd } from '../kit/words/login-expiry-words.ts';
import { revokedHereWords } from '../revocation/revocation-words.ts';
import { momentWords } from '../kit/words/time-words.ts';
import { useNow } from '../kit/use-now.ts';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';

interface RenameDialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const RenameForm = ({ connection, onClose }: Omit<RenameDialogProps, 'isOpen'>) => {
  const [label, setLabel] = useState(connection.label);
  const { run, state } = useCommand('connection.rename');
  const rename = async (event: SyntheticEvent) => {
    event.preventDefault();
    const reply = await run({ connectionId: connection.id, label: label.trim() });
    if (reply.ok) onClose();
  };
  return (
    <Form className="stack gap-4" onSubmit={(event) => void rename(event)}>
      <Field
        label="Name"
        hint="Only for you: the server does not see it."
        value={label}
        onChange={setLabel}
        maxLength={100}
        isRequired
        autoFocus
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={state.kind === 'busy'}
          isDisabled={label.trim() === ''}
        >
          Rename
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Gives a connection another name. */
export const RenameDialog = ({ connection, isOpen, onClose }: RenameDialogProps) => (
  <Dialog title="Rename connection" isOpen={isOpen} onClose={onClose}>
    <RenameForm connection={connection} onClose={onClose} />
  </Dialog>
);

const NearEnd = ({ connection }: { readonly connection: ConnectionView }) => {
  const end = nearEnd(connection, useNow());
  const { expiry } = connection;
  if (end === undefined || expiry === undefined) return null;
  return (
    <Notice tone={end.tone} icon={Hourglass} title={end.sentence}>
      {EXPIRY_REASONS[expiry.because]} {EXPIRY_SOURCES[expiry.source]}: {momentWords(expiry.at)}.
    </Notice>
  );
};

/** What may take this connection away: an end that is near, or a refresh token not yet kept. */
export const LifeNotice = ({ connection }: { readonly connection: ConnectionView }) => (
  <>
    {connection.isUnsaved && (
      <Notice
        tone="warn"
        icon={HardDriveUpload}
        title="Waiting for the keychain: kept in memory meanwhile"
      >
        The newest refresh token is not in the keychain yet. It is tried again on its own; leave
        Valet Key running, and unlock the keychain if it is locked.
      </Notice>
    )}
    <NearEnd connection={connection} />
  </>
);

interface StandingNoticeProps {
  readonly connection: ConnectionView;
  readonly onSignInAgain: () => void;
}

/** Why a connection gives no tokens, and the one thing to do; nothing where all is well. */
export const StandingNotice = ({ connection, onSignInAgain }: StandingNoticeProps) => {
  const { standing } = connection;
  const now = useNow();
  if (standing.kind === 'active') return null;
  if (standing.kind === 'sign-in-required' && standing.revokedHere !== undefined) {
    const words = revokedHereWords(standing.revokedHere, standing.since, now);
    return (
      <Notice
        tone={words.tone === 'good' ? 'info' : words.tone}
        icon={Ban}
        title={words.title}
        action={
          <Button icon={LogIn} onPress={onSignInAgain}>
            Sign in again
          </Button>
        }
      >
        {words.text}
      </Notice>
    );
  }
  return (
    <Notice
      tone={standing.kind === 'unreadable' ? 'bad' : 'warn'}
      icon={TriangleAlert}
      title={FAILURE_TEXT[standing.because].sentence}
      action={
        <Button kind="primary" icon={LogIn} onPress={onSignInAgain}>
          Sign in again
        </Button>
      }
    >
      {standingWords(standing).sentence}
    </Notice>
  );
};

/** What a person can do with a connection besides using it. */
interface ConnectionActions {
  readonly onRename: () => void;
  readonly onSignInAgain: () => void;
  readonly onChangeAccess: () => void;
  readonly onStepUp: () => void;
  /** Ends the session at the server, in the browser. */
  readonly onSignOut: () => void;
}

interface ConnectionMenuProps extends ConnectionActions {
  readonly connection: Pick<ConnectionView, 'id' | 'canEndSession'>;
}

const signOutEntry = (onAction: () => void): MenuEntry => ({
  id: 'sign-out',
  label: 'Sign out at the server',
  hint: 'Ends the browser session; revokes no token',
  icon: LogOut,
  onAction,
});

/** The menu in the header of a connection. */
const ConnectionMenu = ({ connection, ...actions }: ConnectionMenuProps) => {
  const { run: copyLink } = useCommand('connection.copy-link');
  return (
    <Menu
      label="Connection"
      entries={[
        { id: 'rename', label: 'Rename…', icon: Pencil, onAction: actions.onRename },
        {
          id: 'link',
          label: 'Copy link',
          hint: 'Opens Valet Key at this connection',
          icon: Link,
          onAction: () => void copyLink({ connectionId: connection.id }),
        },
        { id: 'again', label: 'Sign in again', icon: LogIn, onAction: actions.onSignInAgain },
        {
          id: 'access',
          label: 'Change access…',
          icon: SlidersHorizontal,
          onAction: actions.onChangeAccess,
        },
        {
          id: 'step-up',
          label: 'The API wants a stronger sign-in…',
          icon: ShieldPlus,
          onAction: actions.onStepUp,
        },
        ...(connection.canEndSession ? [signOutEntry(actions.onSignOut)] : []),
      ]}
    >
      <IconButton icon={MoreHorizontal} label="More" />
    </Menu>
  );
};

/** Bound is what the server binds: who asked for it and got a bearer token must not think so. RFC 9449 §5 */
const BindingChip = ({ connection }: { readonly connection: ConnectionView }) =>
  connection.token?.warnings.includes('token_not_bound') === true ? (
    <Chip
      tone="warn"
      title="Binding was asked for, and the server sent a bearer token: a copied one works anywhere (RFC 9449 §5)."
    >
      Not bound
    </Chip>
  ) : (
    <Chip title="Valet Key asks for tokens bound to a key of its own: a copied one is of no use alone (RFC 9449).">
      DPoP
    </Chip>
  );

interface ConnectionHeaderProps extends ConnectionActions {
  readonly connection: ConnectionView;
}

/** Who, where, and whether it works. */
export const ConnectionHeader = ({ connection, ...actions }: ConnectionHeaderProps) => {
  const standing = standingWords(connection.standing);
  const identity = identityOf(connection);
  return (
    <header className="connection-header row gap-4">
      <Avatar name={connection.label} seed={connection.id} size="large" />
      <div className="fill">
        <h1 className="page-title">
          <Foreign text={connection.label} />
        </h1>
        <p className="connection-where row wrap soft">
          {identity !== undefined && <Foreign text={identity} />}
          {identity !== undefined && <span aria-hidden="true">·</span>}
          <Foreign text={connection.host} className="break mono" />
        </p>
      </div>
      <div className="row gap-2 flex-none">
        {connection.isPlayground && <Chip tone="accent">Playground</Chip>}
        {connection.usesDpop && <BindingChip connection={connection} />}
        <EndBadge connection={connection} />
        <Chip tone={standing.tone === 'idle' ? 'plain' : standing.tone} title={standing.sentence}>
          <Dot tone={standing.tone} />
          {standing.short}
        </Chip>
        <ConnectionMenu connection={connection} {...actions} />
      </div>
    </header>
  );
};
