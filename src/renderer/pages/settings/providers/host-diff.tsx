import { Minus, Plus, Snowflake } from 'lucide-react';
import type { HostDiffView } from '../../../../contract/view-preset.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { Chip } from '../../../kit/chip.tsx';
import { Foreign } from '../../../kit/foreign.tsx';

const MARKS = {
  added: { icon: Plus, words: 'New host' },
  removed: { icon: Minus, words: 'No longer used' },
  kept: { icon: undefined, words: 'Stays' },
} as const;

interface HostProps {
  readonly host: string;
  readonly kind: keyof typeof MARKS;
}

const Host = ({ host, kind }: HostProps) => {
  const { icon: Icon, words } = MARKS[kind];
  return (
    <li className={`host host-${kind}`}>
      {Icon === undefined ? <span /> : <Icon size={14} aria-hidden="true" />}
      <Foreign text={host} className="clip mono" />
      <span className="host-words">{words}</span>
    </li>
  );
};

const MOST_NAMES = 8;

const Frozen = ({ frozen }: Pick<HostDiffView, 'frozen'>) => (
  <p className="host-frozen">
    <Snowflake size={14} aria-hidden="true" />
    <span>
      Frozen until you sign in again:{' '}
      {frozen.slice(0, MOST_NAMES).map(({ id, label }, place) => (
        <span key={id}>
          {place > 0 && ', '}
          <strong>
            <bdi>{foreignText(label, 60)}</bdi>
          </strong>
        </span>
      ))}
      {frozen.length > MOST_NAMES && ` and ${frozen.length - MOST_NAMES} more`}
    </span>
  </p>
);

interface HostDiffProps {
  readonly diff: HostDiffView;
  readonly isNew: boolean;
}

const Kind = ({ diff, isNew }: HostDiffProps) => {
  if (isNew) return <Chip tone="accent">New</Chip>;
  const hasMoved = diff.added.length + diff.removed.length > 0;
  return hasMoved ? <Chip tone="warn">Hosts change</Chip> : <Chip>Changed, same hosts</Chip>;
};

/** One provider and every host it would speak to. */
export const HostDiff = ({ diff, isNew }: HostDiffProps) => (
  <li className="host-diff">
    <div className="host-diff-head">
      <strong className="clip">
        <Foreign text={diff.name} longest={100} />
      </strong>
      <Kind diff={diff} isNew={isNew} />
    </div>
    <ul>
      {(['added', 'removed', 'kept'] as const).flatMap((kind) =>
        diff[kind].map((host) => <Host key={`${kind} ${host}`} host={host} kind={kind} />),
      )}
    </ul>
    {diff.frozen.length > 0 && <Frozen frozen={diff.frozen} />}
  </li>
);
