import { ExternalLink, ShieldCheck, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { DiscoveryWarningView } from '../../contract/sign-in.ts';
import { discoveryWarningWords } from '../kit/words/warning-words.ts';
import { REFUSED_GRANT } from './sign-in-words.ts';
import { clockWords } from '../kit/words/time-words.ts';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { AuthorityDialog } from '../network/authority-dialog.tsx';
import { useNow } from '../kit/use-now.ts';
import { QrCode } from '../kit/qr-code.tsx';

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
      enter this code. This window continues by itself.
    </p>
    <div className="device row gap-6">
      <QrCode text={verificationUriComplete ?? verificationUri} label="The page, for a camera" />
      <div className="text-center">
        <p className="max-full note text-center break">Your code</p>
        <p className="device-user-code" aria-label={`User code ${userCode}`}>
          <Foreign text={userCode} />
        </p>
        <p className="max-full note text-center break">
          Valid for <span role="timer">{clockWords(expiresAt - useNow())}</span>
        </p>
      </div>
    </div>
    <div className="pad-top-2">
      <Button icon={ExternalLink} isBusy={isBusy} onPress={onOpen}>
        Open the page on this machine
      </Button>
    </div>
  </>
);

/** RFC 8414: asking the server to describe itself. */
export const Discovering = ({ host }: { readonly host: string }) => (
  <p className="state-text soft text-center">
    Asking <Foreign text={host} className="mono" /> where its endpoints are.
  </p>
);

interface ConfirmServerProps {
  readonly host: string;
  readonly warnings: readonly DiscoveryWarningView[];
  readonly onConfirm: () => void;
}

/** Nothing was sent yet: the person looks at the hosts and decides. @see RFC 9700 §4.4 */
export const ConfirmServer = ({ host, warnings, onConfirm }: ConfirmServerProps) => (
  <>
    <Notice tone="warn" icon={TriangleAlert} title="Is this the right server?">
      <ul className="bullets selectable">
        {warnings.map((warning) => (
          <li key={warning.kind}>{discoveryWarningWords(warning)}</li>
        ))}
      </ul>
    </Notice>
    <p className="state-text soft text-center">
      Continue only if you trust these addresses with your sign-in at{' '}
      <Foreign text={host} className="mono" />. Nothing has been sent to them yet.
    </p>
    <div className="pad-top-2">
      <Button kind="primary" onPress={onConfirm}>
        Continue
      </Button>
    </div>
  </>
);

/** The moment before the browser has come up. */
export const OpeningBrowser = () => (
  <p className="state-text soft text-center">
    Your browser opens. Valet Key never sees your password.
  </p>
);

interface WaitingProps {
  readonly expiresAt: number;
  readonly redirectUri: string;
  /** The system says that it could not open a browser. */
  readonly isBrowserMissing: boolean;
  readonly isBusy: boolean;
  readonly onOpenAgain: () => void;
  /** Another way for the answer to arrive. */
  readonly children: ReactNode;
}

/** The person is in the browser; this counts down until it is too late. */
export const WaitingForBrowser = ({
  expiresAt,
  redirectUri,
  isBrowserMissing,
  isBusy,
  onOpenAgain,
  children,
}: WaitingProps) => (
  <>
    {isBrowserMissing ? (
      <Notice tone="warn" icon={TriangleAlert} title="No browser could be opened">
        <p>
          The system has no browser to open, or it failed. Copy the address below into a browser;
          this window goes on by itself.
        </p>
      </Notice>
    ) : (
      <p className="state-text soft text-center">
        Finish in the browser tab that has opened. This window continues by itself.
      </p>
    )}
    <p className="state-clock" role="timer">
      {clockWords(expiresAt - useNow())}
    </p>
    <p className="max-full note text-center break">
      Answer expected at <Foreign text={redirectUri} className="mono" longest={120} />
    </p>
    <div className="pad-top-2">
      <Button icon={ExternalLink} isBusy={isBusy} onPress={onOpenAgain}>
        Open the browser again
      </Button>
    </div>
    {children}
  </>
);

/** The answer has come; the code is being exchanged with the verifier. */
export const ExchangingCode = () => (
  <p className="state-text soft text-center">
    The browser has answered. Exchanging the code for tokens.
  </p>
);

/** The refresh token goes to the keychain before anyone gets the access token. */
export const Storing = () => (
  <p className="state-text soft text-center">Putting the refresh token into the keychain.</p>
);

/** Signed in. */
export const Done = ({ onShow }: { readonly onShow: () => void }) => (
  <>
    <p className="state-text soft text-center">Signed in. You can close the browser tab.</p>
    <div className="pad-top-2">
      <Button kind="primary" onPress={onShow} autoFocus>
        Show the connection
      </Button>
    </div>
  </>
);

interface FailedProps {
  readonly host: string;
  readonly failure: Failure;
  readonly onTryAgain: () => void;
}

/** One clear sentence and one next step; and the way to an authority that only an organisation knows. */
export const Failed = ({ host, failure, onTryAgain }: FailedProps) => {
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <>
      <FailureNotice
        failure={failure}
        text={failure.code === 'VK_GRANT_REVOKED' ? REFUSED_GRANT : undefined}
        actions={{ retry: onTryAgain, 'sign-in': onTryAgain, 'fix-settings': onTryAgain }}
      />
      {failure.code === 'VK_TLS_REJECTED' && (
        <div className="row wrap middle gap-2 pad-top-2">
          <Button icon={ShieldCheck} onPress={() => setIsChoosing(true)}>
            Trust an authority…
          </Button>
          <Button kind="quiet" onPress={onTryAgain}>
            Try again
          </Button>
        </div>
      )}
      {isChoosing && (
        <AuthorityDialog
          host={host}
          onClose={() => setIsChoosing(false)}
          onKept={() => {
            setIsChoosing(false);
            onTryAgain();
          }}
        />
      )}
    </>
  );
};
