import { describe, expect, it } from 'vitest';
import {
  viewToRemember,
  selectionAfterSignIn,
  selectionOf,
  viewToShow,
} from '../../../src/renderer/shell/selection.ts';
import { fixtureNamed } from '../harness/fixtures.ts';

const { connections } = fixtureNamed('three');
const { signIns } = fixtureNamed('several');
const [first, second] = connections;
if (first === undefined || second === undefined) throw new Error('the fixture has three');

describe('what the pane shows', () => {
  it('is what was chosen, as long as it exists', () => {
    expect(viewToShow({ kind: 'connection', id: second.id }, connections, signIns)).toEqual({
      kind: 'connection',
      connection: second,
    });
  });

  it('is a sign-in under way where the chosen connection is gone', () => {
    expect(viewToShow({ kind: 'connection', id: second.id }, [first], signIns)).toMatchObject({
      kind: 'sign-in',
    });
  });

  it('is Home where nothing was chosen, and where the chosen connection is gone', () => {
    const home = { kind: 'page', page: 'home' };
    expect(viewToShow(undefined, connections, [])).toEqual(home);
    expect(viewToShow({ kind: 'connection', id: second.id }, [first], [])).toEqual(home);
  });

  it('is the first screen, not an empty Home', () => {
    expect(viewToShow({ kind: 'page', page: 'home' }, [], [])).toEqual({ kind: 'nothing' });
  });

  it('is a page even where there is nothing else', () => {
    expect(viewToShow({ kind: 'page', page: 'inspector' }, [], [])).toEqual({
      kind: 'page',
      page: 'inspector',
    });
  });

  it('is nothing where there is nothing', () => {
    expect(viewToShow(undefined, [], [])).toEqual({ kind: 'nothing' });
  });
});

describe('what is remembered between runs', () => {
  const ofFirst = { kind: 'connection', connectionId: first.id } as const;

  it('is the connection or page that is shown, and comes back as the choice', () => {
    expect(viewToRemember({ kind: 'connection', connection: first })).toEqual(ofFirst);
    expect(selectionOf(ofFirst)).toEqual({ kind: 'connection', id: first.id });
    const page = { kind: 'page', page: 'access' } as const;
    expect(selectionOf(viewToRemember(page))).toEqual(page);
  });

  it('is nothing where there is nothing to come back to', () => {
    expect(viewToRemember({ kind: 'nothing' })).toBeUndefined();
    expect(signIns.map((signIn) => viewToRemember({ kind: 'sign-in', signIn }))).toEqual(
      signIns.map(() => undefined),
    );
  });

  it('is no choice where this version has no such page', () => {
    expect(selectionOf({ kind: 'page', page: 'a-page-of-tomorrow' })).toBeUndefined();
    expect(selectionOf(undefined)).toBeUndefined();
  });
});

describe('the selection after a sign-in', () => {
  const selected = { kind: 'connection', id: first.id };

  it('is its connection where the sign-in, Home or nothing was chosen', () => {
    const [signIn] = signIns;
    if (signIn === undefined) throw new Error('the fixture has a sign-in');
    expect(selectionAfterSignIn({ kind: 'sign-in', id: signIn.id }, first.id)).toEqual(selected);
    expect(selectionAfterSignIn({ kind: 'page', page: 'home' }, first.id)).toEqual(selected);
    expect(selectionAfterSignIn(undefined, first.id)).toEqual(selected);
  });

  it('stays another page that the person went to meanwhile', () => {
    const settings = { kind: 'page', page: 'settings' } as const;
    expect(selectionAfterSignIn(settings, first.id)).toEqual(settings);
  });
});
