import {
  Braces,
  Check,
  ChevronDown,
  Copy,
  Heading,
  KeyRound,
  SquareTerminal,
  Variable,
  type LucideIcon,
} from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { CopyFormat } from '../../vocabulary/hand-out.ts';
import { COPY_FORMAT_IDS, COPY_FORMATS } from './copy-words.ts';
import { Button } from '../kit/button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';

const ICONS: Readonly<Record<CopyFormat, LucideIcon>> = {
  raw: KeyRound,
  bearer: Heading,
  curl: SquareTerminal,
  httpie: SquareTerminal,
  fetch: Braces,
  environment: Variable,
};

interface CopyButtonProps {
  readonly isBusy: boolean;
  readonly hasCopied: boolean;
  /** Tokens are bound to a key, and need a proof. @see RFC 9449 */
  readonly isBound: boolean;
  readonly onCopy: (format: CopyFormat) => void;
  readonly autoFocus?: boolean;
  /** What else can be had, below the formats. */
  readonly more?: readonly MenuEntry[];
}

/** Copies the token; its other half offers the other forms. The copying is done in main. */
export const CopyButton = (props: CopyButtonProps) => {
  const { isBusy, hasCopied, isBound, onCopy, autoFocus = false, more = [] } = props;
  const formats = COPY_FORMAT_IDS.map((id): MenuEntry => {
    const { label, hint, boundHint } = COPY_FORMATS[id];
    const words = { label, hint: isBound ? boundHint : hint };
    return { id, ...words, icon: ICONS[id], onAction: () => onCopy(id) };
  });
  return (
    <div className="split-button row stretch">
      <Button
        kind="primary"
        icon={hasCopied ? Check : Copy}
        isBusy={isBusy}
        autoFocus={autoFocus}
        onPress={() => onCopy('raw')}
      >
        {hasCopied ? 'Copied' : 'Copy token'}
      </Button>
      <Menu
        label="Copy as"
        placement="bottom start"
        entries={more.length === 0 ? formats : [...formats, 'separator', ...more]}
      >
        <AriaButton
          className="button button-primary split-more"
          aria-label="Copy as…"
          isPending={isBusy}
        >
          <ChevronDown size={15} />
        </AriaButton>
      </Menu>
    </div>
  );
};
