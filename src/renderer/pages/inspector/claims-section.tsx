import { ScanSearch } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { TOKEN_WARNING_WORDS } from '../../kit/words/warning-words.ts';
import { FORMAT_WORDS } from './token-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice, type StepActions } from '../../kit/failure-notice.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { NothingToDecode, Warnings } from './token-remarks.tsx';

/** Asks again when the connection has got another token since. */
const useConnectionToken = ({ id, token }: ConnectionView) => {
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
  readonly actions: StepActions;
  readonly onInspect: () => void;
}

/** What the access token says, decoded in main. */
export const ClaimsSection = ({ connection, actions, onInspect }: ClaimsSectionProps) => {
  const { value, failure, askAgain } = useConnectionToken(connection);
  return (
    <section className="card" aria-label="Claims">
      <div className="card-head">
        <h2 className="card-title">Claims</h2>
        {value !== undefined && <Chip>{FORMAT_WORDS[value.format]}</Chip>}
        <span className="card-space" />
        <Button kind="quiet" icon={ScanSearch} onPress={onInspect}>
          Inspect
        </Button>
      </div>
      {failure !== undefined && (
        <FailureNotice failure={failure} actions={{ ...actions, retry: askAgain }} />
      )}
      {value !== undefined && (
        <>
          <Warnings warnings={value.warnings.map((one) => TOKEN_WARNING_WORDS[one])} />
          {value.format === 'jwt' ? (
            <ClaimsTable claims={value.claims} label="Decoded claims" />
          ) : (
            <NothingToDecode format={value.format} />
          )}
        </>
      )}
      {value === undefined && failure === undefined && (
        <Skeleton lines={6} label="Decoding the token" />
      )}
    </section>
  );
};
