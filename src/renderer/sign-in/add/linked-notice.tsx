import { Link, X } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';

/** The address of an API or MCP server that a link brought while something else was being done. */
export interface LinkedResource {
  readonly address: string;
  readonly onUse: () => void;
  readonly onDismiss: () => void;
}

const hostIn = (address: string): string =>
  URL.canParse(address) ? new URL(address).host : address;

/** Says that a link wants an address in the form, which stays as it is until the person says so. */
export const LinkedNotice = ({ address, onUse, onDismiss }: LinkedResource) => (
  <Notice
    tone="info"
    icon={Link}
    title="A link brought another address"
    action={
      <span className="row gap-1">
        <Button onPress={onUse}>Fill it in</Button>
        <Button icon={X} onPress={onDismiss}>
          Ignore
        </Button>
      </span>
    }
  >
    <Foreign text={hostIn(address)} className="mono" /> has not been asked anything, and what you
    have typed stays until you choose.
  </Notice>
);
