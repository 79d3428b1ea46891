import { ExternalLink } from 'lucide-react';
import { clockWords } from '../kit/words/time-words.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { QrCode } from '../kit/qr-code.tsx';
import { useNow } from '../kit/use-now.ts';
import './waiting-for-device.css';

interface WaitingForDeviceProps {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete?: string | undefined;
  readonly expiresAt: number;
  readonly isBusy: boolean;
  readonly onOpen: () => void;
}

/** RFC 8628 §3.3: a code to type on another device, and a picture of the page for its camera. */
export const WaitingForDevice = ({
  userCode,
  verificationUri,
  verificationUriComplete,
  expiresAt,
  isBusy,
  onOpen,
}: WaitingForDeviceProps) => (
  <>
    <p className="state-text soft text-center">
      On any device, go to <Foreign text={verificationUri} className="mono" longest={120} /> and
      enter this code. This window goes on by itself.
    </p>
    <div className="device row gap-6">
      <QrCode text={verificationUriComplete ?? verificationUri} label="The page, for a camera" />
      <div className="text-center">
        <p className="state-note note text-center break">Your code</p>
        <p className="device-user-code" aria-label={`User code ${userCode}`}>
          <Foreign text={userCode} />
        </p>
        <p className="state-note note text-center break">
          Valid for <span role="timer">{clockWords(expiresAt - useNow())}</span>
        </p>
      </div>
    </div>
    <div className="state-acts">
      <Button icon={ExternalLink} isBusy={isBusy} onPress={onOpen}>
        Open the page on this machine
      </Button>
    </div>
  </>
);
