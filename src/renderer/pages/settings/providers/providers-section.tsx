import { Download, FileWarning, PackageOpen, Plug, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../../contract/command.ts';
import type { ImportPlanView, ProviderView } from '../../../../contract/provider.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { importRefusal } from '../import-words.ts';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Empty, Skeleton } from '../../../kit/empty.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Section } from '../section.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { Avatar } from '../../../kit/avatar.tsx';
import { Dialog, DialogActions } from '../../../kit/dialog.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { foreignText } from '../../../kit/words/foreign.ts';

interface RemoveDialogProps {
  readonly provider: ProviderView;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Takes a provider off the list. Connections made from it stay as they are. */
const RemoveDialog = ({ provider, onClose, onRemoved }: RemoveDialogProps) => {
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
const ProviderList = ({ providers, onConnect, onRemove }: ProviderListProps) =>
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

const counted = (count: number): string => `${count} provider${count === 1 ? '' : 's'}`;

/** A refused file has a message of its own; every other failure has the usual one. */
const ReadFailure = ({
  failure,
  retry,
}: {
  readonly failure: Failure;
  readonly retry: () => void;
}) => {
  if (failure.code !== 'VK_INVALID_INPUT') {
    return <FailureNotice failure={failure} actions={{ retry }} />;
  }
  const { sentence, action } = importRefusal(failure);
  return (
    <Notice
      tone="bad"
      icon={FileWarning}
      title={<bdi>{sentence}</bdi>}
      action={<Button onPress={retry}>Choose another…</Button>}
    >
      {action}
    </Notice>
  );
};

type Open =
  | { readonly kind: 'plan'; readonly plan: ImportPlanView }
  | { readonly kind: 'remove'; readonly provider: ProviderView }
  | undefined;

/** What the section's buttons do, and what came of it. */
const useProviderActions = (askAgain: () => void) => {
  const reading = useCommand('provider.read-file');
  const exporting = useCommand('provider.export');
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState('');
  const read = async () => {
    setDone('');
    exporting.reset();
    const reply = await reading.run({});
    if (reply.ok && reply.value.planId !== undefined) setOpen({ kind: 'plan', plan: reply.value });
  };
  const write = async () => {
    setDone('');
    reading.reset();
    const reply = await exporting.run({});
    if (reply.ok && reply.value.saved) {
      setDone(`Exported settings for ${counted(reply.value.count)} (no secrets)`);
    }
  };
  const finish = (words: string) => {
    setOpen(undefined);
    setDone(words);
    askAgain();
  };
  return { reading, exporting, open, setOpen, done, read, write, finish };
};

type ProviderActions = ReturnType<typeof useProviderActions>;

const Actions = ({ actions }: { readonly actions: ProviderActions }) => (
  <span className="row stretch gap-2 flex-none">
    <Button
      icon={Download}
      isBusy={actions.reading.state.kind === 'busy'}
      onPress={() => void actions.read()}
    >
      Import…
    </Button>
    <Button
      icon={Upload}
      isBusy={actions.exporting.state.kind === 'busy'}
      onPress={() => void actions.write()}
    >
      Export…
    </Button>
  </span>
);

const Outcome = ({ actions }: { readonly actions: ProviderActions }) => (
  <>
    {actions.reading.state.kind === 'failure' && (
      <ReadFailure failure={actions.reading.state.failure} retry={() => void actions.read()} />
    )}
    {actions.exporting.state.kind === 'failure' && (
      <FailureNotice
        failure={actions.exporting.state.failure}
        actions={{ retry: () => void actions.write() }}
      />
    )}
    <p className="if-any good" role="status">
      {actions.done}
    </p>
  </>
);

const Dialogs = ({ actions }: { readonly actions: ProviderActions }) => {
  const { open, setOpen, finish } = actions;
  if (open?.kind === 'plan') {
    return (
      <ImportDialog
        plan={open.plan}
        onClose={() => setOpen(undefined)}
        onImported={(_all, count) => finish(`${counted(count)} imported.`)}
      />
    );
  }
  return open === undefined ? null : (
    <RemoveDialog
      provider={open.provider}
      onClose={() => setOpen(undefined)}
      onRemoved={() => finish('The provider was removed.')}
    />
  );
};

interface ProvidersSectionProps {
  readonly onConnect: (provider: ProviderView) => void;
}

/** Providers of the person's own, from files and into files. */
export const ProvidersSection = ({ onConnect }: ProvidersSectionProps) => {
  const { value, failure, askAgain } = useQuery('provider.list', {});
  const actions = useProviderActions(askAgain);
  return (
    <Section
      title="Providers"
      lead="An export holds addresses, client ID, redirect and scopes of these and of your connections. No secret, no token and no account is in it."
      action={<Actions actions={actions} />}
    >
      <Outcome actions={actions} />
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && (
        <Skeleton lines={3} label="Loading providers" />
      )}
      {value !== undefined && (
        <ProviderList
          providers={value}
          onConnect={onConnect}
          onRemove={(provider) => actions.setOpen({ kind: 'remove', provider })}
        />
      )}
      <Dialogs actions={actions} />
    </Section>
  );
};
