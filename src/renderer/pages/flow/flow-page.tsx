import { Download, Eraser, FileJson, Globe, Play, TriangleAlert, Waypoints } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ExportKind } from '../../../vocabulary/program.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useConnections } from '../../bridge/use-connections.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { Empty, Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Menu } from '../../kit/menu.tsx';
import { Page } from '../../kit/page.tsx';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { TraceEntry } from '../../../contract/observation.ts';
import { type FlowPart, flowParts, partTitle, remarksAbout, ROLES } from './flow-parts.ts';
import { momentWords } from '../../kit/words/time-words.ts';
import { Foreign } from '../../kit/foreign.tsx';
import { ArrowHead, type EntryLight, EntryRow } from './entry-row.tsx';
import { type Replay, ReplayBar, useReplay } from './replay.tsx';

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
      <li key={role} className="stack middle pad-x-2 pad-y-3 text-center">
        <span className="bold">{name}</span>
        <span className="snug note">{note}</span>
      </li>
    ))}
  </ul>
);

const PartHead = ({
  part,
  onReplay,
}: {
  readonly part: FlowPart;
  readonly onReplay: () => void;
}) => (
  <div className="part-head row spread">
    <p className="part-words row baseline gap-2">
      <b>
        <Foreign text={partTitle(part)} />
      </b>
      <span>{momentWords(part.at)}</span>
    </p>
    {part.entries.length > 1 && (
      <Button kind="quiet" icon={Play} onPress={onReplay}>
        Replay
      </Button>
    )}
  </div>
);

/** For whoever runs the server: in a report or beside the messages it is about. */
const Remarks = ({ words }: { readonly words: readonly string[] }) =>
  words.length === 0 ? null : (
    <ul className="stack gap-1 pad-x-2 pad-y-3 note" aria-label="Unusual about this server">
      {words.map((one) => (
        <li key={one} className="mark-and-words row top gap-2 break">
          <TriangleAlert size={14} className="warn" aria-hidden="true" />
          <bdi className="selectable">{one}</bdi>
        </li>
      ))}
    </ul>
  );

interface PartProps {
  readonly part: FlowPart;
  readonly logins: readonly ConnectionView[];
  readonly open: number | undefined;
  readonly since: number;
  readonly replay: Replay;
  readonly onToggle: (id: number) => void;
}

/** How an arrow is lit: by the replay where it is part of one, else where it has just come. */
const entryLight = (
  entry: TraceEntry,
  index: number,
  { part, since, replay }: PartProps,
): EntryLight => {
  if (replay.partKey !== part.key) return entry.at > since ? 'new' : 'plain';
  if (index === replay.step) return 'current';
  return index < replay.step ? 'plain' : 'waiting';
};

const Part = (props: PartProps) => {
  const { part, logins, open, replay, onToggle } = props;
  return (
    <li>
      <PartHead part={part} onReplay={() => replay.start(part)} />
      <Remarks words={remarksAbout(part, logins)} />
      <ol>
        {part.entries.map((entry, index) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            isOpen={entry.id === open}
            light={entryLight(entry, index, props)}
            onToggle={() => onToggle(entry.id)}
          />
        ))}
      </ol>
    </li>
  );
};

/** The sequence of messages between the four roles, newest last; any part can be replayed. */
const Diagram = ({ entries }: { readonly entries: readonly TraceEntry[] }) => {
  const logins = useConnections();
  const [open, setOpen] = useState<number>();
  const [since] = useState(() => Date.now());
  const end = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => flowParts(entries.slice(-MOST)), [entries]);
  const replay = useReplay(parts);
  const newest = entries.at(-1)?.id;
  useEffect(() => {
    // Returns a promise in newer browsers, which an effect must not.
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);
  return (
    <section className="panel" aria-label="Sequence of messages">
      <ArrowHead />
      <RoleHeads />
      <div className="relative pad-bottom-5">
        <Lifelines />
        <ol className="ruled">
          {parts.map((part) => (
            <Part
              key={part.key}
              part={part}
              logins={logins}
              open={open}
              since={since}
              replay={replay}
              onToggle={(id) => setOpen(id === open ? undefined : id)}
            />
          ))}
        </ol>
      </div>
      {replay.partKey !== undefined && <ReplayBar replay={replay} />}
      <div ref={end} />
    </section>
  );
};

interface ExportMenuProps {
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly onExport: (what: ExportKind) => void;
}

/** Both forms are redacted; one is for people, the other for tools. */
const ExportMenu = ({ isDisabled, isBusy, onExport }: ExportMenuProps) => (
  <Menu
    label="Export as"
    entries={[
      {
        id: 'har',
        label: 'HTTP archive (HAR)',
        hint: 'For a bug report; browsers open it',
        icon: Globe,
        onAction: () => onExport('trace-har'),
      },
      {
        id: 'json',
        label: 'JSON',
        hint: 'Every arrow, as it is shown here',
        icon: FileJson,
        onAction: () => onExport('trace'),
      },
    ]}
  >
    <Button icon={Download} isDisabled={isDisabled} isBusy={isBusy}>
      Export
    </Button>
  </Menu>
);

/** Everything that was said between the four roles since the program started, as it happens. */
export const FlowPage = () => {
  const { value, failure, askAgain } = useQuery('trace.list', {}, ['trace.changed']);
  const clear = useCommand('trace.clear');
  const save = useCommand('file.export');
  const isEmpty = value === undefined || value.length === 0;
  return (
    <Page
      title="Flow"
      lead="Every OAuth message, live, with secrets redacted."
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
          <ExportMenu
            isDisabled={isEmpty}
            isBusy={save.state.kind === 'busy'}
            onExport={(what) => void save.run({ what })}
          />
        </>
      }
    >
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
      {value !== undefined && value.length === 0 && (
        <section className="card">
          <Empty icon={Waypoints} title="No messages yet">
            Sign in or refresh a token, and watch the messages here.
          </Empty>
        </section>
      )}
      {value !== undefined && value.length > 0 && <Diagram entries={value} />}
    </Page>
  );
};
