import { createContext } from 'react';
import type { Draft } from './draft.ts';

/** The forms that were begun, each by its key. */
export type Drafts = ReadonlyMap<string, Draft>;

/** Forms that were typed in and not sent, for when the dialog is opened again. In memory, never on disk. */
export interface KeptDrafts {
  readonly drafts: Drafts;
  /** The form that was open last and typed in. */
  readonly key: string | undefined;
  keep(drafts: Drafts, key: string | undefined): void;
  /** The window is locked: nothing secret stays in it. */
  dropSecrets(): void;
}

const withoutSecrets = (draft: Draft): Draft => ({
  ...draft,
  initialAccessToken: '',
  clientSecret: '',
  privateKey: '',
  password: '',
  refreshToken: '',
  assertion: '',
});

/** Begins with none. */
export const createKeptDrafts = (): KeptDrafts => {
  let drafts: Drafts = new Map();
  let key: string | undefined;
  return {
    get drafts() {
      return drafts;
    },
    get key() {
      return key;
    },
    keep(nextDrafts, nextKey) {
      drafts = nextDrafts;
      key = nextKey;
    },
    dropSecrets() {
      drafts = new Map([...drafts].map(([name, draft]) => [name, withoutSecrets(draft)]));
    },
  };
};

/** What the window keeps for as long as it runs, locked or not. */
export const KeptDraftsContext = createContext(createKeptDrafts());
