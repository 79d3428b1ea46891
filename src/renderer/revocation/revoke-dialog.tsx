import { useState } from 'react';
import { CircleCheck, CircleHelp, CircleX, Clock, CircleAlert } from 'lucide-react';
import type { RevocationPart } from '../../vocabulary/revocation.ts';
import type { BlastRadiusView, RevocationProof } from '../../contract/revocation.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand, type CommandHandle } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { foreignText } from '../kit/words/foreign.ts';
import { Button } from '../kit/button.tsx';
import { Choice } from '../kit/choice.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { Skeleton } from '../kit/empty.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { WHAT_WORDS, effectLines, effectWords } from './revocation-effects.ts';
import { GrantsPage } from './grants-page.tsx';
import { useNow } from '../kit/use-now.ts';
import { proofWords } from './revocation-words.ts';

const EFFECT_ICONS = {
  ends: CircleX,
  perhaps: CircleHelp,
  remains: CircleCheck,
  offline: Clock,
} as const;
const EFFECT_TONES = { ends: 'bad', perhaps: 'warn', remains: 'good', offline: 'warn' } as const;

interface EffectListProps {
  readonly connection: ConnectionView;
  readonly radius: BlastRadiusView;
}

/** What stops working, what may, and what goes on. */
const EffectList = ({ connection, radius }: EffectListProps) => {
  const now = useNow();
  return (
    <ul className="ruled grid pad-y-1 pad-x-4 frame" aria-label="What stops working">
      {effectLines(radius, connection, now).map((line) => {
        const { key, effect, title, note } = line;
        const Icon = EFFECT_ICONS[effect];
        return (
          <li key={key} className="mark-and-words row stretch gap-3 pad-y-2">
            <Icon size={16} className={EFFECT_TONES[effect]} aria-hidden="true" />
            <div className="fill">
              <p className="row stretch wrap spread gap-x-3 medium">
                <span>{title}</span>
                <span className={`small regular ${EFFECT_TONES[effect]}`}>{effectWords(line)}</span>
              </p>
              {note !== undefined && (
                <p className="soft break">
                  <bdi>{note}</bdi>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
};

const PROOF_ICONS = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

const AFTERWARDS: Readonly<Record<RevocationPart, string>> = {
  grant: 'The connection stays in your list, so you can sign in again.',
  'refresh-token': 'The connection stays in your list, so you can sign in again.',
  'access-token': 'The login stays: the next refresh gives a new access token.',
};

interface ProofPanelProps {
  readonly connection: ConnectionView;
  readonly what: RevocationPart;
  readonly proof: RevocationProof;
}

/** What could be proven of a revocation, and what is left to the person. */
const ProofPanel = ({ connection, what, proof }: ProofPanelProps) => {
  const { tone, title, text, offline } = proofWords(proof, useNow());
  const Icon = PROOF_ICONS[tone];
  return (
    <>
      <div className={`proof row stretch gap-3 on-${tone}`} role="status">
        <Icon size={20} aria-hidden="true" />
        <div className="dialog-text">
          <p className={`bold ${tone}`}>{title}</p>
          <p>{text}</p>
          {offline !== undefined && <p>{offline}</p>}
        </div>
      </div>
      {proof.method !== 'nothing-held' && <p className="dialog-text">{AFTERWARDS[what]}</p>}
      {proof.outcome !== 'inactive' && <GrantsPage connection={connection} />}
    </>
  );
};

interface WhatHappensProps {
  readonly connection: ConnectionView;
  /** The server tells a part of a login from the rest. */
  readonly isApart: boolean;
}

const WhatHappens = ({ connection, isApart }: WhatHappensProps) => (
  <p className="dialog-text">
    <strong className="selectable">
      <bdi>{foreignText(connection.host, 80)}</bdi>
    </strong>{' '}
    is told to end the login{' '}
    <strong>
      <bdi>{foreignText(connection.label, 60)}</bdi>
    </strong>
    {isApart && ', or a part of it'}.
  </p>
);

interface WhatProps {
  readonly connection: ConnectionView;
  readonly choices: readonly BlastRadiusView[];
  readonly what: RevocationPart;
  readonly onWhat: (what: RevocationPart) => void;
}

const What = ({ connection, choices, what, onWhat }: WhatProps) => {
  const radius = choices.find((one) => one.what === what);
  return (
    <div className="revoke-what stack gap-3" role="group" aria-label="What is revoked" tabIndex={0}>
      {choices.length > 1 && (
        <Choice
          label="What to end"
          choices={choices.map((one) => ({ value: one.what, label: WHAT_WORDS[one.what] }))}
          value={what}
          onChange={onWhat}
        />
      )}
      {radius !== undefined && <EffectList connection={connection} radius={radius} />}
    </div>
  );
};

interface AskingProps {
  readonly connection: ConnectionView;
  readonly command: CommandHandle<'connection.revoke'>;
  readonly onClose: () => void;
}

/** What the dialog shows before: asked of main once, when it opens. */
const Asking = ({ connection, command: { run, state }, onClose }: AskingProps) => {
  const [what, setWhat] = useState<RevocationPart>('grant');
  const preview = useQuery('connection.revocation-preview', { connectionId: connection.id });
  const isWaiting = preview.value === undefined && preview.failure === undefined;
  const revoke = () => void run({ connectionId: connection.id, what });
  return (
    <>
      <WhatHappens connection={connection} isApart={(preview.value?.choices.length ?? 0) > 1} />
      {isWaiting && <Skeleton lines={4} label="Finding out what stops working" />}
      {preview.failure !== undefined && (
        <FailureNotice failure={preview.failure} actions={{ retry: preview.askAgain }} />
      )}
      {preview.value !== undefined && (
        <What
          connection={connection}
          choices={preview.value.choices}
          what={what}
          onWhat={setWhat}
        />
      )}
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: revoke }} />
      )}
      <GrantsPage connection={connection} />
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button
          kind="danger"
          isBusy={state.kind === 'busy'}
          isDisabled={isWaiting}
          onPress={revoke}
        >
          Revoke
        </Button>
      </DialogActions>
    </>
  );
};

interface RevokeDialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Says what a revocation ends, asks, and then says what could be proven of it. @see RFC 7009 */
export const RevokeDialog = ({ connection, isOpen, onClose }: RevokeDialogProps) => {
  const command = useCommand('connection.revoke');
  const { state, reset } = command;
  const close = () => {
    onClose();
    reset();
  };
  if (state.kind === 'value') {
    const { what, proof } = state.value;
    return (
      <Dialog
        title={proof.method === 'nothing-held' ? 'Nothing was revoked' : 'Revoked'}
        isOpen={isOpen}
        onClose={close}
      >
        <ProofPanel connection={connection} what={what} proof={proof} />
        <DialogActions>
          <Button kind="primary" onPress={close} autoFocus>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Revoke at the server?"
      role="alertdialog"
      size="medium"
      isOpen={isOpen}
      onClose={close}
    >
      <Asking connection={connection} command={command} onClose={close} />
    </Dialog>
  );
};
