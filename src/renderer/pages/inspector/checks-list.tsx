import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { TokenCheckView } from '../../../contract/inspection.ts';
import { Foreign } from '../../kit/foreign.tsx';

/** What each rule asks, in plain words: a name alone says nothing to who has not read it before. */
const ACCESS_TOKEN: Readonly<Record<string, string>> = {
  typ: 'Says that it is an access token (at+jwt)',
  alg: 'Is signed',
  iss: 'Names its issuer',
  exp: 'Says when it ends',
  aud: 'Has an audience (aud)',
  sub: 'Has a subject (sub)',
  client_id: 'Says which client it was given to',
  iat: 'Says when it was made',
  jti: 'Has a unique ID (jti)',
  scope: 'Its scope, if any, is well-formed',
  'expected issuer': 'Its issuer is the one expected',
  'expected audience': 'It is for the expected resource',
  'in time': 'Currently valid',
};

const ID_TOKEN: Readonly<Record<string, string>> = {
  format: 'Can be read by the rules for JWTs',
  alg: 'Signing algorithm matches the issuer’s metadata',
  typ: 'Type (typ) is correct',
  iss: 'Comes from the expected issuer',
  sub: 'Has a subject (sub)',
  aud: 'Is for this client',
  azp: 'Was made for this client',
  exp: 'Not expired',
  iat: 'Not issued in the future (iat)',
  nbf: 'Already valid (nbf)',
  nonce: 'Answers the request that was sent',
  auth_time: 'The sign-in was recent enough',
  at_hash: 'Belongs to the access token beside it',
};

/** Which list a rule's name belongs to. */
type RuleSet = 'access-token' | 'id-token';

/** The rule in plain words; the name itself where it is new to us. */
const ruleWords = (set: RuleSet, name: string): string => {
  const table = set === 'access-token' ? ACCESS_TOKEN : ID_TOKEN;
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? name;
};

const OUTCOMES = {
  passed: { icon: CircleCheck, tone: 'good', words: 'Passed' },
  failed: { icon: CircleX, tone: 'bad', words: 'Failed' },
  'not-checked': { icon: CircleDashed, tone: 'quiet', words: 'Not checked' },
} as const;

interface ChecksListProps {
  readonly title: string;
  readonly source: string;
  readonly set: RuleSet;
  readonly checks: readonly TokenCheckView[];
}

const countWords = (checks: readonly TokenCheckView[]): string => {
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  return failed === 0 ? 'none failed' : `${failed} failed`;
};

/** Every rule of a profile with its outcome. A token that keeps none may be none of its kind. */
export const ChecksList = ({ title, source, set, checks }: ChecksListProps) => (
  <section className="rules" aria-label={title}>
    <h3 className="pad-y-2">
      {title}{' '}
      <span className="note regular">
        {source} · {countWords(checks)}
      </span>
    </h3>
    <ul>
      {checks.map(({ name, outcome, why }) => {
        const { icon: Icon, tone, words } = OUTCOMES[outcome];
        return (
          <li key={name} className={`rule tone-${tone}`}>
            <Icon size={15} className="toned" aria-hidden="true" />
            <span className="rule-words">
              <Foreign text={ruleWords(set, name)} className="" />
              <Foreign text={name} className="small faint mono" />
            </span>
            <span className="soft">
              {why === undefined ? words : <Foreign text={`${words}: ${why}`} className="" />}
            </span>
          </li>
        );
      })}
    </ul>
  </section>
);
