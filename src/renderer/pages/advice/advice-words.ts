import type { FindingView } from '../../../contract/advice.ts';
import type {
  AdviceAction,
  AdviceRuleName,
  AdviceSeverity,
} from '../../../vocabulary/advice-rule.ts';
import { foreignText } from '../../kit/words/foreign.ts';

/** A rule of the advice in words. */
export interface AdviceWords {
  /** As a heading over all its findings. */
  readonly title: string;
  /** One sentence: why it matters. */
  readonly reason: string;
  /** What can be done, and by whom, where there is more to say than a button holds. */
  readonly more: string;
}

/** One for each rule: a new rule does not compile until it has words. */
export const ADVICE_WORDS: Readonly<Record<AdviceRuleName, AdviceWords>> = {
  'password-grant': {
    title: 'Signed in with a password',
    reason: 'The app received your password, which no scope can limit.',
    more: 'Set the connection up again with the browser: then only the server sees the password.',
  },
  'token-in-fragment': {
    title: 'The server sent a token in a URL',
    reason: 'A token in the address can be read by pages, extensions and the browser’s history.',
    more: 'It was not accepted. Ask whoever runs the server to turn the implicit grant off for this client.',
  },
  'unprotected-transport': {
    title: 'No TLS',
    reason: 'Anyone on the network can read the tokens and alter requests.',
    more: 'Set it up again under an https address.',
  },
  'full-access': {
    title: 'Full access',
    reason: 'One leaked token gives away the whole account; ask only for what your tools do.',
    more: 'Sign in again without these scopes, or look for narrower ones in the provider’s documentation.',
  },
  'high-risk-unused': {
    title: 'High-risk scopes that nothing has used',
    reason: 'No token you copied had these scopes, so nothing would miss them.',
    more: 'Sign in again without them. They can be asked for again on the day they are needed.',
  },
  'more-than-asked': {
    title: 'More granted than asked for',
    reason: 'The server added scopes that were not requested.',
    more: 'See what they allow. Some providers join them to earlier grants of the same client.',
  },
  unused: {
    title: 'Not used for 90 days',
    reason: 'An unused login can still be stolen.',
    more: 'End it; signing in again takes a minute.',
  },
  'long-lived-token': {
    title: 'Long-lived access tokens',
    reason: 'A copy that leaks works until the token expires; an hour is usual.',
    more: 'Only the server’s owner can shorten it. Until then, revoke when the work is done.',
  },
  'no-stated-expiry': {
    title: 'Access tokens without a stated end',
    reason: 'These tokens have no known expiry, so a leaked copy may work forever.',
    more: 'Revoke when the work is done: it is the only end such a token has.',
  },
  'no-rotation': {
    title: 'Refresh tokens that are never replaced',
    reason: 'This client has no secret, so a stolen refresh token would work unnoticed.',
    more: 'Only the server’s owner can turn rotation on. Valet Key keeps the token in your keychain.',
  },
  'no-pkce': {
    title: 'No PKCE announced',
    reason: 'Valet Key sends PKCE with every sign-in, but this server may not check it.',
    more: 'Ask whoever runs it to announce and require the method S256.',
  },
  'client-secret': {
    title: 'A client secret in a desktop program',
    reason: 'Whoever has the program can find its secret, so it proves nothing.',
    more: 'Register a public client with PKCE where the provider allows it. Yours is in the keychain.',
  },
  'several-logins': {
    title: 'Several logins of one person',
    reason: 'A later login of the same person and client may do all that this one may.',
    more: 'Keep one; some providers end the oldest login once there are too many.',
  },
  'no-response-issuer': {
    title: 'Responses that do not name their server',
    reason: 'With more than one server, a response could be mistaken for another server’s.',
    more: 'Each sign-in here has a state of its own and takes one response. Only the server’s owner can add iss.',
  },
  'dpop-not-used': {
    title: 'DPoP is available but not used',
    reason: 'With DPoP a stolen token is of no use without a key that never leaves this computer.',
    more: 'Set it up again with DPoP, if the tools you hand tokens to can make proofs.',
  },
  'no-revocation': {
    title: 'Cannot be revoked from here',
    reason: 'The server has no revocation endpoint, so a leaked token lives until it expires.',
    more: 'End the grant in your account at the provider.',
  },
};

/** A severity as a heading. */
export const SEVERITY_WORDS: Readonly<Record<AdviceSeverity, string>> = {
  high: 'Fix now',
  medium: 'Review',
  low: 'Good to know',
};

const ACTIONS: Readonly<Record<AdviceAction, string>> = {
  'sign-in-with-less': 'Ask for less…',
  'set-up-again': 'Set up again…',
  revoke: 'Revoke…',
  forget: 'Forget…',
  look: 'View',
  explain: 'Learn more',
};

/** What the one button of a finding says. */
export const actionWords = ({ action }: Pick<FindingView, 'action'>): string => ACTIONS[action];

/** Where a section can be read, for those that have a stable address. */
export const specAddress = (spec: string): string | undefined => {
  const [, rfc, section] = /^RFC (\d+) §([\d.]+)$/.exec(spec) ?? [];
  return rfc === undefined || section === undefined
    ? undefined
    : `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`;
};

/** How many words of a finding are named before the rest is counted. */
const MOST_NAMED = 3;

/** What sets one finding apart from others of its rule; undefined where nothing does. */
export const adviceDetails = ({
  about,
  days,
}: Pick<FindingView, 'about' | 'days'>): string | undefined => {
  if (days !== undefined) return `${days.toLocaleString('en')} days`;
  if (about.length === 0) return undefined;
  const named = about.slice(0, MOST_NAMED).map((word) => foreignText(word, 60));
  const left = about.length - named.length;
  return left > 0 ? `${named.join(', ')} and ${left} more` : named.join(', ');
};
