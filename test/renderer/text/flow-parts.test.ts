import { describe, expect, it } from 'vitest';
import { flowParts } from '../../../src/renderer/text/flow-parts.ts';

const entry = (id: number, flow: string, at: number) => ({
  id,
  flow,
  at,
  from: 'client' as const,
  to: 'authorization-server' as const,
  title: 'Access Token Request',
  spec: 'RFC 6749 §4.1.3',
  request: { line: '', headers: [], body: [] },
});

const idsOf = (entries: readonly ReturnType<typeof entry>[]) =>
  flowParts(entries).map((part) => part.entries.map(({ id }) => id));

describe('arrows that belong together', () => {
  it('cuts where another flow begins', () => {
    expect(idsOf([entry(1, 'a', 0), entry(2, 'a', 1), entry(3, 'b', 2), entry(4, 'a', 3)])).toEqual(
      [[1, 2], [3], [4]],
    );
  });

  it('cuts after five quiet minutes in one flow, and not before', () => {
    expect(idsOf([entry(1, 'a', 0), entry(2, 'a', 299_999), entry(3, 'a', 599_999)])).toEqual([
      [1, 2],
      [3],
    ]);
  });

  it('has no parts where nothing was said', () => expect(flowParts([])).toEqual([]));
});
