import { ShieldAlert } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { foreignText } from '../text/foreign.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { RiskMark } from '../ui/risk-mark.tsx';
import { scopeGroups, type ScopeLine } from './scope-groups.ts';
import './scope-list.css';

const Line = ({ line, isGranted }: { readonly line: ScopeLine; readonly isGranted: boolean }) => (
  <li className={isGranted ? 'scope' : 'scope scope-missing'} title={foreignText(line.token, 400)}>
    {line.sentence === undefined ? (
      <span className="scope-words scope-untold">
        {isGranted
          ? 'Nobody has told us what this allows'
          : 'Nobody has told us what this would allow'}
      </span>
    ) : (
      <Foreign text={line.sentence} className="scope-words" />
    )}
    <Foreign text={line.token} longest={120} className="scope-token clip mono" />
    {isGranted ? <RiskMark risk={line.risk} /> : <Chip>Not granted</Chip>}
  </li>
);

interface GroupProps {
  readonly heading: string;
  readonly lines: readonly ScopeLine[];
  readonly isGranted: boolean;
  readonly showsHeading: boolean;
}

const Group = ({ heading, lines, isGranted, showsHeading }: GroupProps) =>
  lines.length === 0 ? null : (
    <>
      {showsHeading && <h3 className="scope-heading">{heading}</h3>}
      <ul className="scopes" aria-label={heading}>
        {lines.map((line) => (
          <Line key={line.token} line={line} isGranted={isGranted} />
        ))}
      </ul>
    </>
  );

/** What the connection may do in plain words, beside the server's own; apart, what was asked in vain. */
export const ScopeList = ({ connection }: { readonly connection: ConnectionView }) => {
  const { granted, extra, missing } = scopeGroups(connection);
  const differs = extra.length > 0 || missing.length > 0;
  if (granted.length === 0 && !differs) {
    return <Empty icon={ShieldAlert} title="The server named no scopes" />;
  }
  return (
    <>
      <Group heading="Granted" lines={granted} isGranted showsHeading={differs} />
      <Group heading="Granted without being asked for" lines={extra} isGranted showsHeading />
      <Group heading="Asked for, but not granted" lines={missing} isGranted={false} showsHeading />
    </>
  );
};
