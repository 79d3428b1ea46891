import { Binary, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ConnectionView, TokenView } from '../../shared/ipc/view.ts';
import { useQuery } from '../bridge/use-query.ts';
import { foreignText } from '../text/foreign.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty, Skeleton } from '../ui/empty.tsx';
import { FailureNotice, type StepDeeds } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { ClaimsTable } from './claims-table.tsx';

const FORMAT_WORDS = { jwt: 'JWT', jwe: 'Encrypted JWT', opaque: 'Opaque' } as const;

const NothingToDecode = ({ format }: { readonly format: 'jwe' | 'opaque' }) => (
  <Empty icon={Binary} title={format === 'jwe' ? 'Encrypted' : 'Opaque token'}>
    {format === 'jwe'
      ? 'Only the resource server can read it (RFC 7516).'
      : 'It holds no claims: only the server that made it knows what it means.'}
  </Empty>
);

const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) => (
  <Notice tone="warn" icon={TriangleAlert} title="Worth a look">
    <ul>
      {warnings.map((warning) => (
        <li key={warning}>
          <bdi>{foreignText(warning)}</bdi>
        </li>
      ))}
    </ul>
  </Notice>
);

const Decoded = ({ token }: { readonly token: TokenView }) => (
  <>
    {token.warnings.length > 0 && <Warnings warnings={token.warnings} />}
    {token.format === 'jwt' ? (
      <ClaimsTable claims={token.claims} label="Decoded claims" />
    ) : (
      <NothingToDecode format={token.format} />
    )}
  </>
);

/** Asks again when the connection has got another token since. */
const useTokenOf = ({ id, token }: ConnectionView) => {
  const query = useQuery('token.inspect', { connectionId: id });
  const { askAgain } = query;
  const obtainedAt = token?.obtainedAt;
  const asked = useRef(obtainedAt);
  useEffect(() => {
    if (asked.current === obtainedAt) return;
    asked.current = obtainedAt;
    askAgain();
  }, [obtainedAt, askAgain]);
  return query;
};

interface ClaimsSectionProps {
  readonly connection: ConnectionView;
  readonly deeds: StepDeeds;
}

/** What the access token says, decoded in main. */
export const ClaimsSection = ({ connection, deeds }: ClaimsSectionProps) => {
  const { value, failure, askAgain } = useTokenOf(connection);
  return (
    <section className="card" aria-label="Claims">
      <div className="card-head">
        <h2 className="card-title">Claims</h2>
        {value !== undefined && <Chip>{FORMAT_WORDS[value.format]}</Chip>}
      </div>
      {failure !== undefined && (
        <FailureNotice failure={failure} deeds={{ ...deeds, retry: askAgain }} />
      )}
      {value !== undefined && <Decoded token={value} />}
      {value === undefined && failure === undefined && (
        <Skeleton lines={6} label="Decoding the token" />
      )}
    </section>
  );
};
