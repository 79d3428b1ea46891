import { Eye, EyeOff, RefreshCw, ShieldMinus, Signature } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { Button } from '../kit/button.tsx';
import type { StepActions } from '../kit/failure-notice.tsx';
import type { MenuEntry } from '../kit/menu.tsx';
import { CopyButton } from './copy-button.tsx';
import { NarrowDialog } from './narrow-dialog.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import type { Copying } from './use-copy.ts';
import type { Reveal } from './use-reveal.ts';

interface TokenActsProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
  readonly copying: Copying;
  readonly reveal: Reveal;
  readonly isRefreshing: boolean;
  readonly onRefresh: () => void;
}

type Asked = 'narrow' | 'proof' | undefined;

/** What only some connections offer: fewer scopes where there are several, a proof where tokens are bound. */
const furtherEntries = (
  { isRenewable, grantedScope, usesDpop }: ConnectionView,
  ask: (asked: Asked) => void,
): readonly MenuEntry[] => [
  ...(isRenewable && grantedScope.length > 1
    ? [
        {
          id: 'narrow',
          label: 'Copy with fewer scopes…',
          hint: 'A token that may do less',
          icon: ShieldMinus,
          onAction: () => ask('narrow'),
        },
      ]
    : []),
  ...(usesDpop
    ? [
        {
          id: 'proof',
          label: 'Proof for a request…',
          hint: 'DPoP, for one method and address',
          icon: Signature,
          onAction: () => ask('proof'),
        },
      ]
    : []),
];

/** What can be done with the token. */
export const TokenActions = (props: TokenActsProps) => {
  const { connection, actions, copying, reveal, isRefreshing, onRefresh } = props;
  const [asked, setAsked] = useState<Asked>();
  const [opening, setOpening] = useState(0);
  const dialog = { connection, actions, onClose: () => setAsked(undefined) };
  const ask = (wanted: Asked) => {
    setAsked(wanted);
    setOpening(opening + 1);
  };
  return (
    <div className="row stretch wrap gap-2">
      <CopyButton
        isBusy={copying.isBusy}
        hasCopied={copying.isOnClipboard}
        isBound={connection.usesDpop}
        onCopy={copying.copy}
        more={furtherEntries(connection, ask)}
      />
      <Button
        icon={reveal.accessToken === undefined ? Eye : EyeOff}
        isBusy={reveal.isBusy}
        onPress={reveal.toggle}
      >
        {reveal.accessToken === undefined ? 'Reveal' : 'Hide'}
      </Button>
      {connection.isRenewable && (
        <Button icon={RefreshCw} isBusy={isRefreshing} onPress={onRefresh}>
          Refresh
        </Button>
      )}
      {/* Named by its opening: one that is still fading out must not come back with its choices. */}
      <NarrowDialog key={opening} {...dialog} isOpen={asked === 'narrow'} />
      <ProofDialog {...dialog} isOpen={asked === 'proof'} />
    </div>
  );
};
