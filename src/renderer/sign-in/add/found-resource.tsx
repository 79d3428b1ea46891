import { Globe, TriangleAlert } from 'lucide-react';
import type { ResourceView } from '../../../contract/resource.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { scopeMeaning } from './scope-part.tsx';

/** What a resource says, and what the person makes of it. */
export interface FoundProps {
  readonly found: ResourceView;
  readonly server: string | undefined;
  readonly onServer: (issuer: string) => void;
  readonly scope: readonly string[];
  readonly onScope: (scope: readonly string[]) => void;
}

const ServerPart = ({ found, server, onServer }: FoundProps) => {
  const [only, ...others] = found.servers;
  if (only === undefined) return null;
  if (others.length > 0) {
    return (
      <Choice
        label="Where to sign in"
        choices={found.servers.map(({ issuer, host, isElsewhere }) => ({
          value: issuer,
          label: foreignText(host, 80),
          hint: isElsewhere ? `Not ${foreignText(found.host, 80)} itself` : 'The same server',
        }))}
        value={server ?? only.issuer}
        onChange={onServer}
      />
    );
  }
  return (
    <p className="row gap-2">
      <Globe size={16} aria-hidden="true" className="flex-none faint" />
      <span>
        You sign in at <Foreign text={only.host} className="mono medium" />
        {only.isElsewhere && (
          <>
            , which <Foreign text={found.host} className="mono" /> names
          </>
        )}
        .
      </span>
    </p>
  );
};

/** Each scope with what it allows; less than proposed may be asked for. */
const ScopesPart = ({ found, scope, onScope }: FoundProps) => {
  const known = useQuery('scope.known', {}).value ?? [];
  if (found.scope.length === 0) {
    return <p className="field-hint">It names no scopes: the server decides what you get.</p>;
  }
  return (
    <div role="group" aria-label="Ask for" className="grid gap-2">
      <span className="field-label">Ask for</span>
      {found.scope.map((token) => {
        const meaning = scopeMeaning(token, known);
        return (
          <Checkbox
            key={token}
            isSelected={scope.includes(token)}
            onChange={(isSelected) =>
              onScope(
                found.scope.filter((one) => (one === token ? isSelected : scope.includes(one))),
              )
            }
          >
            <Foreign text={token} longest={120} className="mono" />
            {meaning.sentence !== undefined && (
              <span className="faint">{` ${meaningWords(meaning)}`}</span>
            )}
          </Checkbox>
        );
      })}
    </div>
  );
};

/** Where to sign in for a resource, and what to ask for. */
export const FoundResource = (props: FoundProps) => {
  const { found } = props;
  return (
    <section className="grid gap-4" aria-label="What was found">
      <ServerPart {...props} />
      {found.isUndescribed && (
        <Notice tone="warn" icon={TriangleAlert} title="It does not say where to sign in">
          Its own address is tried, as the first version of MCP had it. Newer servers describe
          themselves (RFC 9728).
        </Notice>
      )}
      {found.requiresDpop && (
        <p className="field-hint">Its tokens are bound to a key of this program (DPoP).</p>
      )}
      <ScopesPart {...props} />
    </section>
  );
};
