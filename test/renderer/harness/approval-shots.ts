import { action, both, keys, region, type Shot } from './shot.ts';

const programs = action('programs', keys('Control+,'), region('Scripts and agents'));

/** Pictures of programs that ask, and of those that were approved. */
export const APPROVAL_SHOTS: readonly Shot[] = [
  ...both({ fixture: 'asked' }),
  ...both({ fixture: 'askedTwice', size: 'large' }),
  ...both({ fixture: 'askedToCall' }),
  ...both({ fixture: 'askedByCodingAgent' }),
  ...both({ fixture: 'askedToRevoke' }),
  ...both({ fixture: 'askedByUnknown' }),
  ...both({ fixture: 'askedByHostile' }),
  ...both({ fixture: 'approved', action: programs }),
  ...both({ fixture: 'approvalsOfOthers', action: programs }),
  ...both({ fixture: 'approvalsPutBack', action: programs }),
  ...both({ fixture: 'agentRefused', action: programs }),
];
