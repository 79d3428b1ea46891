import { Play } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TraceEntry } from '../../../contract/observation.ts';
import { flowParts, partTitle, type FlowPart, ROLES } from './flow-parts.ts';
import { momentWords } from '../../kit/words/time-words.ts';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { ArrowHead, EntryRow, type EntryLight } from './entry-row.tsx';
import { ReplayBar, useReplay, type Replay } from './replay.tsx';

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

interface PartProps {
  readonly part: FlowPart;
  readonly open: number | undefined;
  readonly since: number;
  readonly replay: Replay;
  readonly onToggle: (id: number) => void;
}

/** How an arrow is lit: by the replay where it is part of one, else where it has just come. */
const lightOf = (
  entry: TraceEntry,
  index: number,
  { part, since, replay }: PartProps,
): EntryLight => {
  if (replay.partKey !== part.key) return entry.at > since ? 'new' : 'plain';
  if (index === replay.step) return 'current';
  return index < replay.step ? 'plain' : 'waiting';
};

const Part = (props: PartProps) => {
  const { part, open, replay, onToggle } = props;
  return (
    <li>
      <PartHead part={part} onReplay={() => replay.start(part)} />
      <ol>
        {part.entries.map((entry, index) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            isOpen={entry.id === open}
            light={lightOf(entry, index, props)}
            onToggle={() => onToggle(entry.id)}
          />
        ))}
      </ol>
    </li>
  );
};

/** The sequence of messages between the four roles, newest last; any part can be replayed. */
export const Diagram = ({ entries }: { readonly entries: readonly TraceEntry[] }) => {
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
