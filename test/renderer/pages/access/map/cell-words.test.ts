import { expect, it } from 'vitest';
import { accountPlan } from '../../../../../src/renderer/pages/access/map/plans.ts';
import { spokenCell } from '../../../../../src/renderer/pages/access/map/cell-words.ts';
import { buildGrid, groupsOf } from '../../../../../src/renderer/pages/access/map/grid.ts';
import type { ConnectionView } from '../../../../../src/contract/connection.ts';
import { connection } from '../../../harness/fixtures.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const login = (seed: number, part: Partial<ConnectionView> = {}) =>
  connection(seed, {
    label: 'Jane',
    host: 'a.example',
    grantedScope: ['mail.read', 'x'],
    requestedScope: ['mail.read', 'x', 'mail.send'],
    scopeMeanings: [
      { token: 'mail.read', sentence: 'Reads mail.', risk: 'medium', capabilities: ['mail-read'] },
      { token: 'mail.send', sentence: 'Sends mail.', risk: 'high', capabilities: ['mail-send'] },
      { token: 'x' },
    ],
    ...part,
  });

const say = (connections: readonly ConnectionView[], column: number): string => {
  const plan = accountPlan(connections, (_, token) =>
    token === 'mail.read' ? NOW - 5 * 60_000 : undefined,
  );
  const { rows, columns } = buildGrid(groupsOf(plan, connections), new Set());
  const [row] = rows;
  const head = columns[column];
  if (row === undefined || head === undefined) throw new Error('no such cell');
  return spokenCell(row, head, row.cells.get(head.key), NOW);
};

it('a granted cell says who may do what, its risk, when it was last copied and its scope tokens', () => {
  expect(say([login(1)], 0)).toBe(
    'Jane may read mail. Medium risk. Copied 5 min ago. Reads mail. (mail.read).',
  );
});

it('what was asked for in vain is not said to be allowed, and has no risk', () => {
  expect(say([login(1)], 1)).toBe('Jane asked to send mail, and may not. Sends mail. (mail.send).');
});

it('a scope token that nobody has explained is quoted, without its controls', () => {
  const own = { grantedScope: ['a\u202eb'], requestedScope: [], scopeMeanings: [] };
  expect(say([login(1, own)], 0)).toBe(
    'Jane may use “a\ufffdb”. Risk not known. No description available for this scope. (a\ufffdb).',
  );
});

it('a group says how many of its logins have access, and how many requested it in vain', () => {
  const two = [login(1), login(2, { grantedScope: ['x'] })];
  expect(say(two, 0)).toContain(
    '1 of 2 logins at a.example may read mail; 1 requested but not granted. Medium risk.',
  );
});
