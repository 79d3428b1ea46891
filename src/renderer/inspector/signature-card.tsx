import { KeySquare } from 'lucide-react';
import { foreignText } from '../text/foreign.ts';
import { signatureWords } from '../text/signature-words.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import type { Examined } from './with-token.tsx';

/** Whether the signature holds. Asking the issuer for its keys is the person's own act. */
export const SignatureCard = ({ examined }: { readonly examined: Examined }) => {
  const { token, isAsking, hasAsked, askIssuer } = examined;
  const { tone, short, sentence } = signatureWords(token.signature.kind);
  const canAsk = token.signature.kind === 'no-keys-known' && !hasAsked;
  return (
    <section className="card" aria-label="Signature">
      <div className="card-head signature-head">
        <h2 className="card-title">Signature</h2>
        <Chip tone={tone}>{short}</Chip>
        <p className="signature-sentence">
          {sentence}
          {token.signature.why !== undefined && <bdi> {foreignText(token.signature.why)}</bdi>}
        </p>
        {canAsk && (
          <Button icon={KeySquare} isBusy={isAsking} onPress={askIssuer}>
            Ask its issuer
          </Button>
        )}
      </div>
      {token.keysFailure !== undefined && <FailureNotice failure={token.keysFailure} />}
    </section>
  );
};
