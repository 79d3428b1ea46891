import { KeySquare } from 'lucide-react';
import type { KeyAtMomentView } from '../../../contract/view-inspection.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { KEY_STATE_WORDS } from './signature-words.ts';
import { dayWords, momentWords } from '../../kit/words/time-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { Empty } from '../../kit/empty.tsx';
import { Foreign } from '../../kit/foreign.tsx';

const Row = ({ line }: { readonly line: KeyAtMomentView }) => {
  const { tone, words } = KEY_STATE_WORDS[line.state];
  return (
    <tr>
      <th scope="row">
        {line.kid === undefined ? (
          <span className="claim-note">without a name</span>
        ) : (
          <Foreign text={line.kid} longest={80} className="clip mono" />
        )}
      </th>
      <td>
        <bdi className="mono">{foreignText(line.algorithms.join(', '), 120)}</bdi>
      </td>
      <td title={momentWords(line.firstSeen)}>{dayWords(line.firstSeen)}</td>
      <td title={momentWords(line.lastSeen)}>{dayWords(line.lastSeen)}</td>
      <td>
        <Chip tone={tone}>{words}</Chip>
      </td>
    </tr>
  );
};

/** The issuer's keys that are kept here, and how each stood at the chosen moment. */
export const KeysTable = ({ keys }: { readonly keys: readonly KeyAtMomentView[] }) =>
  keys.length === 0 ? (
    <Empty icon={KeySquare} title="No key is known">
      Keys are kept when you sign in, refresh, or ask an issuer. Then its tokens can be verified
      without asking anybody, also after it has changed its keys.
    </Empty>
  ) : (
    <table className="claims keys" aria-label="Keys of the issuer">
      <thead>
        <tr>
          <th scope="col">Key (kid)</th>
          <th scope="col">Algorithms</th>
          <th scope="col">First seen</th>
          <th scope="col">Last seen</th>
          <th scope="col">At the moment</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((line, place) => (
          <Row key={`${place} ${line.kid ?? ''}`} line={line} />
        ))}
      </tbody>
    </table>
  );
