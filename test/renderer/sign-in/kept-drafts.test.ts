import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../../../src/renderer/sign-in/draft/draft.ts';
import { createKeptDrafts } from '../../../src/renderer/sign-in/draft/kept-drafts.ts';

describe('forms that were typed in and not sent', () => {
  it('are kept over a lock without anything secret in them', () => {
    const kept = createKeptDrafts();
    const secrets = {
      initialAccessToken: 's',
      clientSecret: 's',
      privateKey: 's',
      password: 's',
      refreshToken: 's',
      assertion: 's',
    };
    const typed = { ...emptyDraft('issuer'), clientId: 'my-client', ...secrets };
    kept.keep(new Map([['issuer', typed]]), 'issuer');
    expect(kept.drafts.get('issuer')).toEqual(typed);
    kept.dropSecrets();
    expect(kept.key).toBe('issuer');
    expect(kept.drafts.get('issuer')).toEqual({ ...emptyDraft('issuer'), clientId: 'my-client' });
  });
});
