import { Minus, Plus, Snowflake, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { HostDiffView, ImportPlanView, ProviderView } from '../../../../contract/provider.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { Button } from '../../../kit/button.tsx';
import { Chip } from '../../../kit/chip.tsx';
import { Dialog, DialogActions } from '../../../kit/dialog.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { Toggle } from '../../../kit/toggle.tsx';
import { foreignText } from '../../../kit/words/foreign.ts';
import { planWords } from '../import-words.ts';

const MARKS = {
  added: { icon: Plus, words: 'New host' },
  removed: { icon: Minus, words: 'No longer used' },
  kept: { icon: undefined, words: 'Stays' },
} as const;

interface HostProps {
  readonly host: string;
  readonly kind: keyof typeof MARKS;
}

const Host = ({ host, kind }: HostProps) => {
  const { icon: Icon, words } = MARKS[kind];
  return (
    <li className={`host host-${kind}`}>
      {Icon === undefined ? <span /> : <Icon size={14} aria-hidden="true" />}
      <Foreign text={host} className="clip mono" />
      <span className="host-words note">{words}</span>
    </li>
  );
};

const MOST_NAMES = 8;

const Frozen = ({ frozen }: Pick<HostDiffView, 'frozen'>) => (
  <p className="host-frozen gap-2 soft break">
    <Snowflake size={14} aria-hidden="true" />
    <span>
      Frozen until you sign in again:{' '}
      {frozen.slice(0, MOST_NAMES).map(({ id, label }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <strong>
            <bdi>{foreignText(label, 60)}</bdi>
          </strong>
        </span>
      ))}
      {frozen.length > MOST_NAMES && ` and ${frozen.length - MOST_NAMES} more`}
    </span>
  </p>
);

interface HostDiffProps {
  readonly diff: HostDiffView;
  readonly isNew: boolean;
}

const Kind = ({ diff, isNew }: HostDiffProps) => {
  if (isNew) return <Chip tone="accent">New</Chip>;
  const hasMoved = diff.added.length + diff.removed.length > 0;
  return hasMoved ? <Chip tone="warn">Hosts change</Chip> : <Chip>Changed, same hosts</Chip>;
};

/** One provider and every host it would speak to. */
const HostDiff = ({ diff, isNew }: HostDiffProps) => (
  <li className="host-diff">
    <div className="host-diff-head row spread gap-3">
      <strong className="clip">
        <Foreign text={diff.name} longest={100} />
      </strong>
      <Kind diff={diff} isNew={isNew} />
    </div>
    <ul>
      {(['added', 'removed', 'kept'] as const).flatMap((kind) =>
        diff[kind].map((host) => <Host key={`${kind} ${host}`} host={host} kind={kind} />),
      )}
    </ul>
    {diff.frozen.length > 0 && <Frozen frozen={diff.frozen} />}
  </li>
);

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
      <p className="soft">
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
      hint={`The file holds one for ${listed(names)}. Unless this is on, they are ignored. Delete the file afterwards either way.`}
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
      <p className="medium" role="status">
        {planWords({ added: added.length, changed: changed.length, unchanged: unchanged.length })}
        {isNothing && ' There is nothing to do.'}
      </p>
      {count > 0 && <Warning plan={plan} />}
      {count > 0 && (
        <ul className="import-list frame ruled" aria-label="What would change" tabIndex={0}>
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
