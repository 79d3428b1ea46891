import { Copy } from 'lucide-react';
import type { SignInId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { QrCode } from '../kit/qr-code.tsx';

/** Longer ones, such as signed requests, make a picture that no camera reads. */
const LONGEST_IN_PICTURE = 1000;

interface TakeAddressProps {
  readonly signInId: SignInId;
  readonly isBrowserMissing: boolean;
}

/** The way into a browser of the person's choice, or where the system opens none. */
export const TakeAddress = ({ signInId, isBrowserMissing }: TakeAddressProps) => {
  const { run, state } = useCommand('sign-in.copy-address');
  const taken = state.kind === 'value' ? state.value : undefined;
  return (
    <div className="stack middle gap-3">
      <Button
        icon={Copy}
        kind={isBrowserMissing ? 'primary' : 'quiet'}
        isBusy={state.kind === 'busy'}
        onPress={() => void run({ signInId })}
      >
        Copy the address
      </Button>
      {taken?.url !== undefined && (
        <>
          <p className="max-full note text-center" role="status">
            {taken.isCopied ? 'Copied.' : 'The clipboard did not take it: select it here.'} Open it
            in any browser on this machine. From another device, paste the address where it ends
            below.
          </p>
          <p className="address-text mono small selectable break">{taken.url}</p>
          {taken.url.length <= LONGEST_IN_PICTURE && (
            <QrCode text={taken.url} label="The address, for a camera" />
          )}
        </>
      )}
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </div>
  );
};
