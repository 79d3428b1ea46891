import { Check, ChevronDown, Copy, KeyRound, SquareTerminal } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { CopyFormat } from '../../shared/ipc/contract.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

interface CopyButtonProps {
  readonly isBusy: boolean;
  readonly hasCopied: boolean;
  readonly onCopy: (format: CopyFormat) => void;
}

/** Copies the token; its other half offers the other forms. The copying is done in main. */
export const CopyButton = ({ isBusy, hasCopied, onCopy }: CopyButtonProps) => (
  <div className="split-button">
    <Button
      kind="primary"
      icon={hasCopied ? Check : Copy}
      isBusy={isBusy}
      onPress={() => onCopy('raw')}
    >
      {hasCopied ? 'Copied' : 'Copy token'}
    </Button>
    <Menu
      label="Copy as"
      placement="bottom start"
      entries={[
        {
          id: 'raw',
          label: 'Token',
          hint: 'The bare access token',
          icon: KeyRound,
          onAction: () => onCopy('raw'),
        },
        {
          id: 'bearer',
          label: 'Authorization header',
          hint: 'Authorization: Bearer …',
          icon: Copy,
          onAction: () => onCopy('bearer'),
        },
        {
          id: 'curl',
          label: 'curl command',
          hint: 'curl -H "Authorization: Bearer …"',
          icon: SquareTerminal,
          onAction: () => onCopy('curl'),
        },
      ]}
    >
      <AriaButton
        className="button button-primary split-more"
        aria-label="Copy as…"
        isDisabled={isBusy}
      >
        <ChevronDown size={15} />
      </AriaButton>
    </Menu>
  </div>
);
