import { ShieldAlert } from 'lucide-react';
import { scopeWords } from '../text/scope-words.ts';
import { foreignText } from '../text/foreign.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { Foreign } from '../ui/foreign.tsx';
import './scope-list.css';

interface ScopeListProps {
  readonly granted: readonly string[];
  readonly requested: readonly string[];
}

/** What the connection may do, in plain words beside the server's own. */
export const ScopeList = ({ granted, requested }: ScopeListProps) => {
  const missing = requested.filter((token) => !granted.includes(token));
  if (granted.length === 0 && missing.length === 0) {
    return <Empty icon={ShieldAlert} title="The server named no scopes" />;
  }
  return (
    <ul className="scopes">
      {granted.map((token) => {
        const { words, risk } = scopeWords(token);
        return (
          <li key={token} className={`scope scope-${risk}`} title={foreignText(token, 400)}>
            <span className="scope-words">
              <Foreign text={words} />
            </span>
            <Foreign text={token} longest={120} className="scope-token clip mono" />
            {risk === 'high' && <Chip tone="warn">Can change things</Chip>}
          </li>
        );
      })}
      {missing.map((token) => (
        <li key={token} className="scope scope-missing">
          <span className="scope-words">
            <Foreign text={scopeWords(token).words} />
          </span>
          <Foreign text={token} longest={120} className="scope-token clip mono" />
          <Chip>Not granted</Chip>
        </li>
      ))}
    </ul>
  );
};
