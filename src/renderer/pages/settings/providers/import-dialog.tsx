import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { ImportPlanView, ProviderView } from '../../../../contract/view-preset.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { planWords } from '../import-words.ts';
import { Button } from '../../../kit/button.tsx';
import { Dialog, DialogActions } from '../../../kit/dialog.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Toggle } from '../../../kit/toggle.tsx';
import { HostDiff } from './host-diff.tsx';

interface ImportDialogProps {
  readonly plan: ImportPlanView;
  readonly onClose: () => void;
  readonly onImported: (providers: readonly ProviderView[], count: number) => void;
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat('en').format(
    names.length > 5
      ? [...names.slice(0, 4).map((name) => foreignText(name, 40)), `${names.length - 4} others`]
      : names.map((name) => foreignText(name, 40)),
  );

const Warning = ({ plan }: { readonly plan: ImportPlanView }) => {
  const hasMoved =
    plan.changed.some(({ added, removed }) => added.length + removed.length > 0) ||
    plan.added.some(({ frozen }) => frozen.length > 0);
  if (!hasMoved) {
    return (
      <p className="import-lead">
        Codes and tokens of a provider go to its hosts. Take the file only from somebody you would
        trust with them.
      </p>
    );
  }
  return (
    <Notice tone="warn" icon={ShieldAlert} title="This file changes where tokens go.">
      Whoever runs a new host gets the codes and tokens of that provider (RFC 9700 §4.4). Check each
      host with the person who gave you the file.
    </Notice>
  );
};

interface SecretsProps {
  readonly names: readonly string[];
  readonly isKept: boolean;
  readonly onChange: (isKept: boolean) => void;
}

const Secrets = ({ names, isKept, onChange }: SecretsProps) =>
  names.length === 0 ? null : (
    <Toggle
      label="Keep the client secrets in the keychain"
      hint={`The file holds one for ${listed(names)}. Otherwise they are not taken. Delete the file either way.`}
      isSelected={isKept}
      onChange={onChange}
    />
  );

/** What a file would change, host by host. Nothing has changed until the person says so. */
export const ImportDialog = ({ plan, onClose, onImported }: ImportDialogProps) => {
  const [keepSecrets, setKeepSecrets] = useState(false);
  const { run, state } = useCommand('provider.import');
  const { planId = '', added, changed, unchanged, withSecret } = plan;
  const count = added.length + changed.length;
  const isNothing = count === 0 && withSecret.length === 0;
  const importAll = async () => {
    const reply = await run({ planId, keepSecrets });
    if (reply.ok) onImported(reply.value, count);
  };
  return (
    <Dialog title="Import providers" size="medium" role="alertdialog" isOpen onClose={onClose}>
      <p className="import-counts" role="status">
        {planWords({ added: added.length, changed: changed.length, unchanged: unchanged.length })}
        {isNothing && ' There is nothing to do.'}
      </p>
      {count > 0 && <Warning plan={plan} />}
      {count > 0 && (
        <ul className="import-list" aria-label="What would change" tabIndex={0}>
          {changed.map((diff) => (
            <HostDiff key={diff.id} diff={diff} isNew={false} />
          ))}
          {added.map((diff) => (
            <HostDiff key={diff.id} diff={diff} isNew />
          ))}
        </ul>
      )}
      <Secrets names={withSecret} isKept={keepSecrets} onChange={setKeepSecrets} />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: () => void importAll() }} />
      )}
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          {isNothing ? 'Close' : 'Cancel'}
        </Button>
        {!isNothing && (
          <Button kind="primary" isBusy={state.kind === 'busy'} onPress={() => void importAll()}>
            Import
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
};
