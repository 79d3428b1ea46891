import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { RevocationPart } from '../../vocabulary/revocation.ts';
import type { RevocationProofView } from '../../contract/revocation.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useNow } from '../kit/use-now.ts';
import { GrantsPage } from './grants-page.tsx';
import { proofWords } from './revocation-words.ts';
import './proof-panel.css';

const ICONS = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

const AFTERWARDS: Readonly<Record<RevocationPart, string>> = {
  grant: 'The connection stays in your list, so you can sign in again.',
  'refresh-token': 'The connection stays in your list, so you can sign in again.',
  'access-token': 'The login goes on: its next access token is a new one.',
};

interface ProofPanelProps {
  readonly connection: ConnectionView;
  readonly what: RevocationPart;
  readonly proof: RevocationProofView;
}

/** What could be proven of a revocation, and what is left to the person. */
export const ProofPanel = ({ connection, what, proof }: ProofPanelProps) => {
  const { tone, title, text, offline } = proofWords(proof, useNow());
  const Icon = ICONS[tone];
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
      {proof.outcome !== 'dead' && <GrantsPage connection={connection} />}
    </>
  );
};
