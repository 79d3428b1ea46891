import { TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { discoveryWarningWords, TOKEN_WARNING_WORDS } from '../kit/words/warning-words.ts';
import './unusual.css';

/** What is odd about the server's description and its last token response; nothing where nothing is. */
export const Unusual = ({ connection }: { readonly connection: ConnectionView }) => {
  const words = [
    ...connection.warnings.map(discoveryWarningWords),
    ...(connection.token?.warnings ?? []).map((one) => TOKEN_WARNING_WORDS[one]),
  ];
  if (words.length === 0) return null;
  return (
    <>
      <h3 className="unusual-title note">Unusual about this server</h3>
      <ul className="stack gap-1" aria-label="Unusual about this server">
        {words.map((one) => (
          <li key={one} className="unusual row top gap-2 break">
            <TriangleAlert size={14} className="warn" aria-hidden="true" />
            <bdi className="selectable">{one}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
};
