import { ChevronLeft, ChevronRight, Clock, History as HistoryIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { Button, IconButton } from '../../../kit/button.tsx';
import { Empty, Skeleton } from '../../../kit/empty.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { Segments } from '../../../kit/segments.tsx';
import { Toggle } from '../../../kit/toggle.tsx';
import { useNow } from '../../../kit/use-now.ts';
import { buildHistories, type History } from './histories.ts';
import { firstZoom, historiesIn, layOutLanes } from './layout.ts';
import { visibleSpan, type Span, type Zoom } from './span.ts';
import { TimelineLegend, TimelinePicture } from './timeline-picture.tsx';
import { TimelineTable } from './timeline-table.tsx';

/** Less does not move a dot. */
const STEP = 10_000;
/** How many lanes are shown before more are asked for. */
const FEW = 40;

const ZOOM_SEGMENTS = [
  { value: 'hour', label: 'Hour' },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: '30 days' },
] as const satisfies readonly { readonly value: Zoom; readonly label: string }[];

interface Sight {
  readonly zoom: Zoom;
  /** Moved from now by so many halves of what is shown. */
  readonly halves: number;
}

interface ToolsProps extends Sight {
  readonly isTable: boolean;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onMove: (halves: number) => void;
  readonly onTable: (isTable: boolean) => void;
}

const Tools = ({ zoom, halves, isTable, onZoom, onMove, onTable }: ToolsProps) => (
  <div className="access-tools row wrap gap-3">
    <Segments label="Time shown" segments={ZOOM_SEGMENTS} value={zoom} onChange={onZoom} />
    <div className="row stretch gap-1">
      <IconButton icon={ChevronLeft} label="Earlier" onPress={() => onMove(halves - 1)} />
      <Button isDisabled={halves === 0} onPress={() => onMove(0)}>
        Now
      </Button>
      <IconButton
        icon={ChevronRight}
        label="Later"
        isDisabled={halves >= 1}
        onPress={() => onMove(halves + 1)}
      />
    </div>
    <span className="access-space" />
    <Toggle label="Show as table" isSelected={isTable} onChange={onTable} />
  </div>
);

const NoTokens = () => (
  <Empty icon={HistoryIcon} title="No logins yet">
    Once a token is obtained, this shows how long it lives and who gets it.
  </Empty>
);

/** How many logins are left out, and why. */
const quietWords = (histories: readonly History[], all: number): string | undefined => {
  const quiet = all - histories.filter(({ isGone }) => !isGone).length;
  if (quiet === 0) return undefined;
  const logins = quiet === 1 ? '1 login' : `${quiet.toLocaleString('en')} logins`;
  return `${logins} hidden (no activity in this period)`;
};

interface PictureProps {
  readonly histories: readonly History[];
  readonly zoom: Zoom;
  readonly span: Span;
  readonly now: number;
  readonly onShow: (id: ConnectionId) => void;
}

const Picture = ({ histories, zoom, span, now, onShow }: PictureProps) => {
  const [shown, setShown] = useState(FEW);
  const lanes = useMemo(
    () => layOutLanes(histories.slice(0, shown), span, now),
    [histories, shown, span, now],
  );
  const left = histories.length - shown;
  return (
    <>
      <TimelinePicture lanes={lanes} zoom={zoom} span={span} now={now} onShow={onShow} />
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + FEW)}>
          Show more ({left.toLocaleString('en')} left)
        </Button>
      )}
    </>
  );
};

/** The picture, or the table that says the same, or that there is nothing to show. */
const Content = ({ isTable, ...props }: PictureProps & { readonly isTable: boolean }) => {
  if (props.histories.length === 0) {
    return (
      <Empty icon={Clock} title="Nothing in this time">
        Look earlier, or choose a longer time.
      </Empty>
    );
  }
  return isTable ? (
    <TimelineTable histories={props.histories} span={props.span} />
  ) : (
    <Picture {...props} />
  );
};

interface TimelinePanelProps {
  readonly connections: readonly ConnectionView[];
  readonly onShow: (id: ConnectionId) => void;
}

/** When access tokens lived, and what happened to them. */
export const TimelinePanel = ({ connections, onShow }: TimelinePanelProps) => {
  const now = Math.floor(useNow() / STEP) * STEP;
  const [opened] = useState(now);
  const [sight, setSight] = useState<Sight>();
  const [isTable, setIsTable] = useState(false);
  const { value, failure, askAgain } = useQuery('ledger.list', {}, ['ledger.changed']);
  const all = useMemo(() => buildHistories(connections, value ?? []), [connections, value]);
  const { zoom, halves } = sight ?? { zoom: firstZoom(all, opened), halves: 0 };
  const span = useMemo(() => visibleSpan(zoom, now, halves), [zoom, now, halves]);
  const histories = useMemo(() => historiesIn(all, span), [all, span]);
  const quiet = quietWords(histories, connections.length);
  if (all.length === 0 && connections.length === 0 && value !== undefined) return <NoTokens />;
  const content = { histories, zoom, span, now, isTable, onShow };
  return (
    <>
      <Tools
        zoom={zoom}
        halves={halves}
        isTable={isTable}
        onZoom={(next) => setSight({ zoom: next, halves: 0 })}
        onMove={(next) => setSight({ zoom, halves: next })}
        onTable={setIsTable}
      />
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      <section className="card" aria-label="Timeline">
        {value === undefined && failure === undefined ? (
          <Skeleton lines={6} label="Loading" />
        ) : (
          <Content {...content} />
        )}
        {quiet !== undefined && <p className="pad-top-3 soft">{quiet}</p>}
      </section>
      {!isTable && <TimelineLegend />}
    </>
  );
};
