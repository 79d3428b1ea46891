import { Binary, TriangleAlert } from 'lucide-react';
import { foreignText } from '../text/foreign.ts';
import { warningWords } from '../text/token-words.ts';
import { Empty } from '../ui/empty.tsx';
import { Notice } from '../ui/notice.tsx';

/** Why there are no claims to show. @see RFC 6749 §1.4, RFC 7516 §3.1 */
export const NothingToDecode = ({ format }: { readonly format: 'jwe' | 'opaque' }) => (
  <Empty icon={Binary} title={format === 'jwe' ? 'Encrypted' : 'Opaque token'}>
    {format === 'jwe'
      ? 'Only the resource server can read it (RFC 7516).'
      : 'It holds no claims: only the server that made it knows what it means.'}
  </Empty>
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
