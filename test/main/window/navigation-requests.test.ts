import { describe, expect, test } from 'vitest';
import { createNavigationRequests } from '../../../src/main/window/navigation-requests.ts';
import { connectionId } from '../../fixtures/connection.ts';

const rig = () => {
  const emitted: unknown[] = [];
  const requests = createNavigationRequests((name, payload) => emitted.push([name, payload]));
  return { requests, emitted };
};
const connection = (n: number) => ({ kind: 'connection', connectionId: connectionId(n) }) as const;

describe('a navigation request', () => {
  test('reaches an open page at once', () => {
    const { requests, emitted } = rig();
    requests.pageOpened();
    requests.ask(connection(1));
    requests.ask({ kind: 'action', action: 'help' });
    requests.ask({ kind: 'resource', address: 'https://mcp.example' });
    expect(emitted).toEqual([
      ['connection.selected', { connectionId: connectionId(1) }],
      ['action.chosen', { action: 'help' }],
      ['resource.linked', { address: 'https://mcp.example' }],
    ]);
  });

  test('waits for a page that loads or is locked, and then only the newest counts', () => {
    const { requests, emitted } = rig();
    requests.ask({ kind: 'action', action: 'help' });
    requests.ask(connection(2));
    expect(requests.pageOpened()).toEqual({ shown: connection(2) });
    expect(emitted).toEqual([]);
  });

  test('is passed on once: a page that is loaded again begins with what it showed', () => {
    const { requests } = rig();
    requests.ask({ kind: 'action', action: 'help' });
    expect(requests.pageOpened()).toEqual({ action: 'help' });
    requests.remember({ kind: 'page', page: 'flow' });
    requests.pageGone();
    expect(requests.pageOpened()).toEqual({ shown: { kind: 'page', page: 'flow' } });
  });

  test('for a resource is kept for a page that is locked, and passed on once', () => {
    const { requests, emitted } = rig();
    requests.ask({ kind: 'resource', address: 'https://mcp.example' });
    expect(emitted).toEqual([]);
    expect(requests.pageOpened()).toEqual({ resource: 'https://mcp.example' });
    requests.pageGone();
    expect(requests.pageOpened()).toEqual({});
  });

  test('waits again after the page has gone', () => {
    const { requests, emitted } = rig();
    requests.pageOpened();
    requests.pageGone();
    requests.ask(connection(3));
    expect(emitted).toEqual([]);
    expect(requests.pageOpened().shown).toEqual(connection(3));
  });

  test('finds a page that says that it replaces one which ended by itself, once', () => {
    const { requests, emitted } = rig();
    requests.pageOpened();
    expect(requests.pageDied()).toBe(true);
    requests.ask(connection(1));
    expect(requests.pageOpened()).toEqual({ shown: connection(1), isReplacement: true });
    expect(requests.pageOpened()).toEqual({ shown: connection(1) });
    expect(emitted).toEqual([]);
  });

  test('waits in vain where page after page ends before it has shown anything', () => {
    const { requests } = rig();
    const tries = [1, 2, 3, 4].map(() => requests.pageDied());
    expect(tries).toEqual([true, true, true, false]);
    requests.pageOpened();
    expect(requests.pageDied()).toBe(true);
  });
});
