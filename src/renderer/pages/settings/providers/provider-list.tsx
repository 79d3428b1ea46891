import { PackageOpen, Plug, Trash2 } from 'lucide-react';
import type { ProviderView } from '../../../../contract/provider.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { Avatar } from '../../../kit/avatar.tsx';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Dialog, DialogActions } from '../../../kit/dialog.tsx';
import { Empty } from '../../../kit/empty.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { foreignText } from '../../../kit/words/foreign.ts';

interface RemoveDialogProps {
  readonly provider: ProviderView;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Takes a provider off the list. Connections made from it stay as they are. */
export const RemoveDialog = ({ provider, onClose, onRemoved }: RemoveDialogProps) => {
  const { run, state } = useCommand('provider.remove');
  const remove = async () => {
    const reply = await run({ id: provider.id });
    if (reply.ok) onRemoved();
  };
  return (
    <Dialog title="Remove provider" role="alertdialog" isOpen onClose={onClose}>
      <div className="dialog-text">
        <p>
          <strong>
            <bdi>{foreignText(provider.name, 60)}</bdi>
          </strong>{' '}
          is taken off the list, and its client secret, if one was kept, out of the keychain.
          Connections made from it stay.
        </p>
      </div>
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: () => void remove() }} />
      )}
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button kind="danger" isBusy={state.kind === 'busy'} onPress={() => void remove()}>
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  );
};

interface ProviderListProps {
  readonly providers: readonly ProviderView[];
  readonly onConnect: (provider: ProviderView) => void;
  readonly onRemove: (provider: ProviderView) => void;
}

const hostWords = ({ hosts }: ProviderView): string =>
  hosts.length > 2 ? `${hosts[0] ?? ''} and ${hosts.length - 1} other hosts` : hosts.join(', ');

/** The person's own providers: like presets, but theirs. */
export const ProviderList = ({ providers, onConnect, onRemove }: ProviderListProps) =>
  providers.length === 0 ? (
    <Empty icon={PackageOpen} title="No providers of your own">
      Import a file that somebody exported, and sign in without filling in the form.
    </Empty>
  ) : (
    <ul className="ruled" aria-label="Your providers">
      {providers.map((provider) => {
        const name = foreignText(provider.name, 100);
        return (
          <li key={provider.id} className="provider">
            <Avatar seed={provider.issuer} name={name} />
            <span className="narrowable">
              <Foreign text={provider.name} longest={100} />
              <Foreign
                text={`${hostWords(provider)} · ${provider.clientId}`}
                className="note clip"
              />
            </span>
            <Button
              icon={Plug}
              onPress={() => onConnect(provider)}
              aria-label={`Connect to ${name}`}
            >
              Connect…
            </Button>
            <IconButton icon={Trash2} label={`Remove ${name}`} onPress={() => onRemove(provider)} />
          </li>
        );
      })}
    </ul>
  );
