import type { RevocationProofView } from '../../shared/ipc/view-inspection.ts';
import { momentWords } from './time-words.ts';

const METHODS: Readonly<Record<RevocationProofView['method'], string>> = {
  introspection: 'introspection (RFC 7662)',
  userinfo: 'the UserInfo endpoint',
  refresh: 'the token endpoint',
  none: '',
};

/** What was found out after a revocation, and how; then what nobody can take back. */
export const proofSentences = (proof: RevocationProofView): readonly string[] => {
  const by = METHODS[proof.method];
  const outcome = {
    dead: `Proven: ${by} no longer accepts it.`,
    alive: `Not yet: ${by} still accepts it.`,
    unknown: 'The server has been told. Whether it acted could not be proven.',
  }[proof.outcome];
  return proof.worksOfflineUntil === undefined
    ? [outcome]
    : [
        outcome,
        `A resource server that does not ask back may accept the access token until ${momentWords(proof.worksOfflineUntil)}.`,
      ];
};
