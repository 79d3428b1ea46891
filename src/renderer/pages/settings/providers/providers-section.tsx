import { Download, FileWarning, Upload } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../../contract/command.ts';
import type { ImportPlanView, ProviderView } from '../../../../contract/provider.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { importRefusal } from '../import-words.ts';
import { Button } from '../../../kit/button.tsx';
import { Skeleton } from '../../../kit/empty.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Section } from '../section.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ProviderList, RemoveDialog } from './provider-list.tsx';

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
const useProviderActs = (askAgain: () => void) => {
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

type ProviderActs = ReturnType<typeof useProviderActs>;

const Acts = ({ acts }: { readonly acts: ProviderActs }) => (
  <span className="row stretch gap-2 flex-none">
    <Button
      icon={Download}
      isBusy={acts.reading.state.kind === 'busy'}
      onPress={() => void acts.read()}
    >
      Import…
    </Button>
    <Button
      icon={Upload}
      isBusy={acts.exporting.state.kind === 'busy'}
      onPress={() => void acts.write()}
    >
      Export…
    </Button>
  </span>
);

const Outcome = ({ acts }: { readonly acts: ProviderActs }) => (
  <>
    {acts.reading.state.kind === 'failure' && (
      <ReadFailure failure={acts.reading.state.failure} retry={() => void acts.read()} />
    )}
    {acts.exporting.state.kind === 'failure' && (
      <FailureNotice
        failure={acts.exporting.state.failure}
        actions={{ retry: () => void acts.write() }}
      />
    )}
    <p className="providers-done good" role="status">
      {acts.done}
    </p>
  </>
);

const Dialogs = ({ acts }: { readonly acts: ProviderActs }) => {
  const { open, setOpen, finish } = acts;
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
  const acts = useProviderActs(askAgain);
  return (
    <Section
      title="Providers"
      lead="An export holds addresses, client ID, redirect and scopes of these and of your connections. No secret, no token and no account is in it."
      action={<Acts acts={acts} />}
    >
      <Outcome acts={acts} />
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && (
        <Skeleton lines={3} label="Loading providers" />
      )}
      {value !== undefined && (
        <ProviderList
          providers={value}
          onConnect={onConnect}
          onRemove={(provider) => acts.setOpen({ kind: 'remove', provider })}
        />
      )}
      <Dialogs acts={acts} />
    </Section>
  );
};
