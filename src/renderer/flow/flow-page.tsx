import { Download, Eraser, Waypoints } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TraceEntryView } from '../../shared/ipc/view-trace.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { flowParts, type FlowPart } from '../text/flow-parts.ts';
import { ROLES } from '../text/role-words.ts';
import { momentWords } from '../text/time-words.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Page } from '../ui/page.tsx';
import { ArrowHead } from './arrow.tsx';
import { EntryRow } from './entry-row.tsx';
import './flow-page.css';

/** More arrows than anyone reads; the export has all of them. */
const MOST = 300;

const Lifelines = () => (
  <div className="lifelines" aria-hidden="true">
    {ROLES.map(({ role }) => (
      <span key={role} className="lifeline" />
    ))}
  </div>
);

const RoleHeads = () => (
  <ul className="roles" aria-label="Roles">
    {ROLES.map(({ role, name, note }) => (
      <li key={role} className="role">
        <span className="role-name">{name}</span>
        <span className="role-note">{note}</span>
      </li>
    ))}
  </ul>
);

interface PartProps {
  readonly part: FlowPart;
  readonly open: number | undefined;
  readonly since: number;
  readonly onToggle: (id: number) => void;
}

const Part = ({ part, open, since, onToggle }: PartProps) => (
  <li>
    <p className="part-time">
      <span>{momentWords(part.at)}</span>
    </p>
    <ol>
      {part.entries.map((entry) => (
        <EntryRow
          key={entry.id}
          entry={entry}
          isOpen={entry.id === open}
          isNew={entry.at > since}
          onToggle={() => onToggle(entry.id)}
        />
      ))}
    </ol>
  </li>
);

const Diagram = ({ entries }: { readonly entries: readonly TraceEntryView[] }) => {
  const [open, setOpen] = useState<number>();
  const [since] = useState(() => Date.now());
  const end = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => flowParts(entries.slice(-MOST)), [entries]);
  const newest = entries.at(-1)?.id;
  useEffect(() => {
    // Returns a promise in newer browsers, which an effect must not.
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);
  return (
    <section className="diagram" aria-label="Sequence of messages">
      <ArrowHead />
      <RoleHeads />
      <div className="diagram-body">
        <Lifelines />
        <ol className="parts">
          {parts.map((part) => (
            <Part
              key={part.key}
              part={part}
              open={open}
              since={since}
              onToggle={(id) => setOpen(id === open ? undefined : id)}
            />
          ))}
        </ol>
      </div>
      <div ref={end} />
    </section>
  );
};

/** Everything that was said between the four roles since the program started, as it happens. */
export const FlowPage = () => {
  const { value, failure, askAgain } = useQuery('trace.list', {}, ['trace.changed']);
  const clear = useCommand('trace.clear');
  const save = useCommand('file.export');
  const isEmpty = value === undefined || value.length === 0;
  return (
    <Page
      title="Flow"
      lead="Every message between the four roles, as it happens, without its secrets."
      isWide
      actions={
        <>
          <Button
            icon={Eraser}
            isDisabled={isEmpty}
            onPress={() => void clear.run({}).then(askAgain)}
          >
            Clear
          </Button>
          <Button
            icon={Download}
            isDisabled={isEmpty}
            isBusy={save.state.kind === 'busy'}
            onPress={() => void save.run({ what: 'trace' })}
          >
            Export…
          </Button>
        </>
      }
    >
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {failure !== undefined && <FailureNotice failure={failure} deeds={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
      {value !== undefined && value.length === 0 && (
        <section className="card">
          <Empty icon={Waypoints} title="Nothing has been said yet">
            Sign in or refresh a token, and watch the messages here.
          </Empty>
        </section>
      )}
      {value !== undefined && value.length > 0 && <Diagram entries={value} />}
    </Page>
  );
};
