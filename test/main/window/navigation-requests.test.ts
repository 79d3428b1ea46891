import { describe, expect, test } from 'vitest';
import { createNavigationRequests } from '../../../src/main/window/navigation-requests.ts';
import { connectionId } from '../../fixtures/connection.ts';

const rig = () => {
  const emitted: unknown[] = [];
  const wishes = createNavigationRequests((name, payload) => emitted.push([name, payload]));
  return { wishes, emitted };
};
const connection = (n: number) => ({ kind: 'connection', connectionId: connectionId(n) }) as const;

describe('what is asked of the page', () => {
  test('is told at once where a page is open', () => {
    const { wishes, emitted } = rig();
    wishes.opened();
    wishes.ask(connection(1));
    wishes.ask({ kind: 'act', act: 'help' });
    expect(emitted).toEqual([
      ['connection.selected', { connectionId: connectionId(1) }],
      ['act.chosen', { act: 'help' }],
    ]);
  });

  test('waits for a page that loads or is locked, and then only the newest counts', () => {
    const { wishes, emitted } = rig();
    wishes.ask({ kind: 'act', act: 'help' });
    wishes.ask(connection(2));
    expect(wishes.opened()).toEqual({ shown: connection(2) });
    expect(emitted).toEqual([]);
  });

  test('is granted once: a page that begins anew begins with what it showed', () => {
    const { wishes } = rig();
    wishes.ask({ kind: 'act', act: 'help' });
    expect(wishes.opened()).toEqual({ act: 'help' });
    wishes.remember({ kind: 'page', page: 'flow' });
    wishes.gone();
    expect(wishes.opened()).toEqual({ shown: { kind: 'page', page: 'flow' } });
  });

  test('waits again once the page has gone', () => {
    const { wishes, emitted } = rig();
    wishes.opened();
    wishes.gone();
    wishes.ask(connection(3));
    expect(emitted).toEqual([]);
    expect(wishes.opened().shown).toEqual(connection(3));
  });
});
