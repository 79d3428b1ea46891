import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import { withNewer } from '../../../src/renderer/bridge/use-connections.ts';
import { connectionId } from '../../fixtures/connection.ts';

const view = (index: number, label = '') =>
  ({ id: connectionId(index), label }) as unknown as ConnectionView;
const old = [view(1), view(2), view(3)];

describe('a list of connections of which some were asked about again', () => {
  it('has those in their place, and leaves all others the same objects', () => {
    const newer = withNewer(old, [connectionId(2)], [view(2, 'new')]);
    expect(newer).toEqual([view(1), view(2, 'new'), view(3)]);
    expect([newer[0], newer[2]]).toEqual([old[0], old[2]]);
    expect(newer[0]).toBe(old[0]);
  });

  it('no longer has what is not there any more', () => {
    expect(withNewer(old, [connectionId(1), connectionId(2)], [view(1)])).toEqual([
      view(1),
      view(3),
    ]);
  });

  it('ends with what is new', () => {
    expect(withNewer(old, [connectionId(4)], [view(4)])).toEqual([...old, view(4)]);
  });
});
