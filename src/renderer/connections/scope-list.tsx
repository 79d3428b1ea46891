import { ShieldAlert } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ScopeMeaningView } from '../../shared/ipc/view-preset.ts';
import { foreignText } from '../text/foreign.ts';
import { scopeWords, type ScopeWords } from '../text/scope-words.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { Foreign } from '../ui/foreign.tsx';
import './scope-list.css';

/** What is known of a token; what is not known is guessed from its name. */
const wordsOf = (token: string, known: readonly ScopeMeaningView[]): ScopeWords => {
  const guess = scopeWords(token);
  const meaning = known.find((one) => one.token === token);
  return { words: meaning?.sentence ?? guess.words, risk: meaning?.risk ?? guess.risk };
};

const RISK_CHIPS = {
  high: <Chip tone="warn">Can change things</Chip>,
  medium: null,
  low: null,
} as const;

interface ScopeLineProps {
  readonly token: string;
  readonly words: ScopeWords;
  readonly isGranted: boolean;
}

const ScopeLine = ({ token, words, isGranted }: ScopeLineProps) => (
  <li
    className={isGranted ? `scope scope-${words.risk}` : 'scope scope-missing'}
    title={foreignText(token, 400)}
  >
    <span className="scope-words">
      <Foreign text={words.words} />
    </span>
    <Foreign text={token} longest={120} className="scope-token clip mono" />
    {isGranted ? RISK_CHIPS[words.risk] : <Chip>Not granted</Chip>}
  </li>
);

/** What the connection may do, in plain words beside the server's own. */
export const ScopeList = ({ connection }: { readonly connection: ConnectionView }) => {
  const { grantedScope, requestedScope, scopeMeanings } = connection;
  const missing = requestedScope.filter((token) => !grantedScope.includes(token));
  if (grantedScope.length === 0 && missing.length === 0) {
    return <Empty icon={ShieldAlert} title="The server named no scopes" />;
  }
  return (
    <ul className="scopes">
      {[...grantedScope, ...missing].map((token) => (
        <ScopeLine
          key={token}
          token={token}
          words={wordsOf(token, scopeMeanings)}
          isGranted={grantedScope.includes(token)}
        />
      ))}
    </ul>
  );
};
