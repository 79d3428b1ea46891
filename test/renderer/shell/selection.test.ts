import { describe, expect, it } from 'vitest';
import { shownOf } from '../../../src/renderer/shell/selection.ts';
import { fixtureNamed } from '../harness/fixtures.ts';

const { connections } = fixtureNamed('three');
const { signIns } = fixtureNamed('several');
const [first, second] = connections;
if (first === undefined || second === undefined) throw new Error('the fixture has three');

describe('what the pane shows', () => {
  it('is what was chosen, as long as it exists', () => {
    expect(shownOf({ kind: 'connection', id: second.id }, connections, signIns)).toEqual({
      kind: 'connection',
      connection: second,
    });
  });

  it('is a sign-in under way where the chosen connection is gone', () => {
    expect(shownOf({ kind: 'connection', id: second.id }, [first], signIns)).toMatchObject({
      kind: 'sign-in',
    });
  });

  it('is Home where nothing was chosen, and where the chosen connection is gone', () => {
    const home = { kind: 'page', page: 'home' };
    expect(shownOf(undefined, connections, [])).toEqual(home);
    expect(shownOf({ kind: 'connection', id: second.id }, [first], [])).toEqual(home);
  });

  it('is the first screen, not an empty Home', () => {
    expect(shownOf({ kind: 'page', page: 'home' }, [], [])).toEqual({ kind: 'nothing' });
  });

  it('is a page even where there is nothing else', () => {
    expect(shownOf({ kind: 'page', page: 'inspector' }, [], [])).toEqual({
      kind: 'page',
      page: 'inspector',
    });
  });

  it('is nothing where there is nothing', () => {
    expect(shownOf(undefined, [], [])).toEqual({ kind: 'nothing' });
  });
});
