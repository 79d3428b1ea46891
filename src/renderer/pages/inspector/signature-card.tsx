import { KeySquare } from 'lucide-react';
import { foreignText } from '../../kit/words/foreign.ts';
import { signatureWords } from './signature-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import type { Examined } from './use-examination.ts';

/** Kinds that more keys could change. */
const ASKABLE: ReadonlySet<string> = new Set(['verified', 'unverified', 'no-keys-known']);

/** A rule is told as what follows the token: `is not signed`. */
const reason = (why: string): string =>
  /^the /.test(why) ? foreignText(why) : `it ${foreignText(why)}`;

/** Whether the signature holds, and by which key. Asking the issuer is the person's own act. */
export const SignatureCard = ({ examined }: { readonly examined: Examined }) => {
  const { token, isAsking, hasAsked, askIssuer, askFailure } = examined;
  const { signature } = token;
  const { tone, short, sentence } = signatureWords(signature);
  return (
    <section className="card" aria-label="Signature">
      <div className="card-head signature-head">
        <h2 className="card-title">Signature</h2>
        <Chip tone={tone}>{short}</Chip>
        <p className="signature-sentence" role="status">
          {sentence}
          {signature.why !== undefined && <bdi> {reason(signature.why)}.</bdi>}
        </p>
        {ASKABLE.has(signature.kind) && !hasAsked && (
          <Button icon={KeySquare} isBusy={isAsking} onPress={askIssuer}>
            Ask its issuer
          </Button>
        )}
      </div>
      {askFailure !== undefined && (
        <FailureNotice failure={askFailure} actions={{ retry: askIssuer }} />
      )}
    </section>
  );
};
