import { Binary, TextSearch, TriangleAlert } from 'lucide-react';
import type { InspectionView } from '../../../contract/inspection.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { foundWords, othersWords, warningWords } from './token-words.ts';
import { Empty } from '../../kit/empty.tsx';
import { Notice } from '../../kit/notice.tsx';

/** Why there are no claims to show. @see RFC 6749 §1.4, RFC 7516 §3.1 */
export const NothingToDecode = ({ format }: { readonly format: 'jwe' | 'opaque' }) => (
  <Empty icon={Binary} title={format === 'jwe' ? 'Encrypted' : 'Opaque token'}>
    {format === 'jwe'
      ? 'Only the resource server can read it (RFC 7516).'
      : 'It holds no claims: only the server that made it knows what it means.'}
  </Empty>
);

/** Where in the pasted text the token was, and what else was there. */
export const FoundToken = ({ token: { found } }: { readonly token: InspectionView }) => {
  const others = found && othersWords(found);
  if (found === undefined || (found.place === 'alone' && others === undefined)) return null;
  return (
    <Notice tone="info" icon={TextSearch} title={`${foundWords(found)}.`}>
      {others}
    </Notice>
  );
};

/** The connection whose issuer and client a pasted token is judged against. */
export const ComparedWith = ({ token: { comparedWith } }: { readonly token: InspectionView }) =>
  comparedWith === undefined ? null : (
    <p className="pad-y-2 soft">
      Compared with your connection{' '}
      <strong>
        <bdi>{foreignText(comparedWith.label, 60)}</bdi>
      </strong>{' '}
      at <bdi>{foreignText(comparedWith.host, 80)}</bdi>, which has the same issuer.
    </p>
  );

/** What is odd about the token as a whole; nothing where nothing is. */
export const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <Notice tone="warn" icon={TriangleAlert} title="Worth a look">
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>
            <bdi>{foreignText(warningWords(warning))}</bdi>
          </li>
        ))}
      </ul>
    </Notice>
  );
