import { END_GROUP_WORDS, type EndGroup } from '../../../kit/expiry-groups.ts';
import { END_ICONS } from '../../../kit/expiry-icons.ts';
import { EndHead, EndRows, type EndRowContext } from './expiry-row.tsx';
import './expiry-table.css';

interface GroupProps extends EndRowContext {
  readonly group: EndGroup;
}

const Group = ({ group, ...context }: GroupProps) => {
  const Icon = END_ICONS[group.name];
  return (
    <tbody>
      <tr className={`ends-group ends-${group.name}`}>
        <th scope="rowgroup" colSpan={3}>
          <span className="ends-group-words">
            <Icon size={15} aria-hidden="true" />
            {END_GROUP_WORDS[group.name]}
            <span className="ends-count">{group.connections.length.toLocaleString('en')}</span>
          </span>
        </th>
      </tr>
      <EndRows connections={group.connections} {...context} />
    </tbody>
  );
};

interface EndsTableProps extends EndRowContext {
  readonly groups: readonly EndGroup[];
}

/** Every login by when it ends, with the one thing that helps. */
export const EndsTable = ({ groups, ...context }: EndsTableProps) => (
  <table className="ends-table" aria-label="Login ends">
    <EndHead />
    {groups.map((group) => (
      <Group key={group.name} group={group} {...context} />
    ))}
  </table>
);
