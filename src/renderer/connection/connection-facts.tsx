import { TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../contract/connection.ts';
import { grantWords } from '../kit/words/connection-words.ts';
import { agoWords, momentWords } from '../kit/words/time-words.ts';
import { Fact } from '../kit/fact.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useNow } from '../kit/use-now.ts';
import { unusualWords } from '../kit/words/warning-words.ts';

/** What is odd about the server's description and its last token response; nothing where nothing is. */
export const Unusual = ({ connection }: { readonly connection: ConnectionView }) => {
  const words = unusualWords(connection);
  const { saferRedirectUri } = connection;
  if (words.length === 0 && saferRedirectUri === undefined) return null;
  return (
    <>
      <h3 className="pad-bottom-1 pad-top-4 regular note">Unusual about this server</h3>
      <ul className="stack gap-1" aria-label="Unusual about this server">
        {saferRedirectUri !== undefined && (
          <li className="mark-and-words row top gap-2 break">
            <TriangleAlert size={14} className="warn" aria-hidden="true" />
            <span className="selectable">
              Another server could be sent this one’s answers: they arrive where other logins’
              answers arrive, and the server does not name itself in them. To end that, register{' '}
              <Foreign text={saferRedirectUri} className="mono" longest={400} /> there, forget this
              login and add it again.
            </span>
          </li>
        )}
        {words.map((one) => (
          <li key={one} className="mark-and-words row top gap-2 break">
            <TriangleAlert size={14} className="warn" aria-hidden="true" />
            <bdi className="selectable">{one}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
};

const Ago = ({ instant }: { readonly instant: number }) => (
  <time dateTime={new Date(instant).toISOString()} title={momentWords(instant)}>
    {agoWords(instant, useNow())}
  </time>
);

const REDIRECT_WORDS = {
  loopback: 'Loopback (127.0.0.1)',
  'private-use-scheme': 'Private-use scheme',
} as const;

/** Where the connection comes from and when it was last used. */
export const ConnectionFacts = ({ connection }: { readonly connection: ConnectionView }) => (
  <dl className="facts">
    <Fact name="Issuer">
      <Foreign text={connection.issuer} className="clip mono" />
    </Fact>
    <Fact name="Client ID">
      <Foreign text={connection.clientId} className="clip mono" />
    </Fact>
    {connection.subject !== undefined && (
      <Fact name="Subject">
        <Foreign text={connection.subject.sub} className="clip mono" />
      </Fact>
    )}
    {connection.resource !== undefined && (
      <Fact name="Resource">
        <Foreign text={connection.resource} className="clip mono" />
      </Fact>
    )}
    <Fact name="Grant">
      <Foreign text={grantWords(connection.grantType)} />
    </Fact>
    <Fact name="Redirect">{REDIRECT_WORDS[connection.redirectMethod]}</Fact>
    <Fact name="Refresh token">
      {connection.hasRefreshToken ? 'Kept; never shown' : 'None kept'}
    </Fact>
    {connection.grantsPage !== undefined && (
      <Fact name="Your grants there">
        <Foreign text={connection.grantsPage} className="clip mono selectable" />
      </Fact>
    )}
    <Fact name="Signed in">
      <Ago instant={connection.signedInAt} />
    </Fact>
    {connection.refreshedAt !== undefined && (
      <Fact name="Refreshed">
        <Ago instant={connection.refreshedAt} />
      </Fact>
    )}
    {connection.lastUsedAt !== undefined && (
      <Fact name="Last handed out">
        <Ago instant={connection.lastUsedAt} />
      </Fact>
    )}
  </dl>
);
