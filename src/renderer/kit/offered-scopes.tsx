import { TriangleAlert } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { ScopeMeaningView } from '../../contract/scope.ts';
import { foreignText } from './words/foreign.ts';
import { meaningWords, shortToken } from './words/scope-words.ts';

interface OfferedScopesProps {
  readonly scopes: readonly OfferedScope[];
  readonly onAdd: (token: string) => void;
}

/** A scope token that is known to exist, with what is known of it. */
export interface OfferedScope extends Pick<ScopeMeaningView, 'sentence'> {
  readonly token: string;
  readonly risk?: ScopeMeaningView['risk'] | undefined;
}

const wordsFor = (scope: OfferedScope): string =>
  `Add ${foreignText(scope.token, 120)}: ${meaningWords(scope)}${scope.risk === 'high' ? ' High risk.' : ''}`;

/** Scopes to add by a press, beside a field for others. */
export const OfferedScopes = ({ scopes, onAdd }: OfferedScopesProps) =>
  scopes.length === 0 ? null : (
    <ul className="row stretch wrap gap-1" aria-label="Scopes to add">
      {scopes.map((scope) => (
        <li key={scope.token}>
          <AriaButton
            className="offer row gap-1 soft small mono"
            aria-label={wordsFor(scope)}
            onPress={() => onAdd(scope.token)}
          >
            <span className="clip">+ {foreignText(shortToken(scope.token), 60)}</span>
            {scope.risk === 'high' && <TriangleAlert size={11} aria-hidden="true" />}
          </AriaButton>
        </li>
      ))}
    </ul>
  );
