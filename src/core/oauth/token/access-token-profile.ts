import type { TokenCheckView } from '../../../contract/inspection.ts';
import type { TokenDescription } from './claims.ts';

/** What a resource server would compare with. */
export interface ProfileExpectation {
  readonly issuer?: string;
  /** The resource's own identifier. */
  readonly audience?: string;
  /** How it stands by its own times at the moment in question. */
  readonly validity?: string;
}

/**
 * How far a JWT keeps the profile for access tokens, rule by rule. An access token that does not is
 * no worse for it: the profile binds only those who say that they follow it.
 * @see RFC 9068 §2.1, §2.2 and §4
 */
export const checkAccessTokenProfile = (
  { header, claims }: Pick<TokenDescription, 'header' | 'claims'>,
  expected: ProfileExpectation = {},
): readonly TokenCheckView[] => {
  const parameter = valueOf(header);
  const claim = valueOf(claims);
  return [
    checked('typ', faultOfType(parameter('typ'))),
    checked('alg', isUnsigned(parameter('alg')) ? 'an access token must be signed' : undefined),
    checked('iss', faultOfText(claim('iss'))),
    checked('exp', faultOfNumber(claim('exp'))),
    checked('aud', audienceOf(claim('aud')).length === 0 ? 'missing or malformed' : undefined),
    checked('sub', faultOfText(claim('sub'))),
    checked('client_id', faultOfText(claim('client_id'))),
    checked('iat', faultOfNumber(claim('iat'))),
    checked('jti', faultOfText(claim('jti'))),
    checked('scope', faultOfScope(claim('scope'))),
    expectedIssuer(claim('iss'), expected.issuer),
    expectedAudience(claim('aud'), expected.audience),
    ...(expected.validity === undefined ? [] : [inTime(expected.validity)]),
  ];
};

const valueOf =
  (members: TokenDescription['claims']) =>
  (name: string): unknown => {
    const source = members.findLast((member) => member.name === name && !member.clipped)?.text;
    try {
      return source === undefined ? undefined : (JSON.parse(source) as unknown);
    } catch {
      return undefined;
    }
  };

/** The media type may be written in full. @see RFC 9068 §2.1 */
const faultOfType = (typ: unknown): string | undefined =>
  typeof typ === 'string' && /^(?:application\/)?at\+jwt$/i.test(typ) ? undefined : 'is not at+jwt';

const isUnsigned = (alg: unknown): boolean => typeof alg !== 'string' || /^none$/i.test(alg);

const faultOfText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? undefined : 'missing or not text';

const faultOfNumber = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? undefined : 'missing or not a number';

/** Optional, but text with single spaces where it is there. @see RFC 8693 §4.2 */
const faultOfScope = (scope: unknown): string | undefined =>
  scope === undefined || (typeof scope === 'string' && /^[^\s]+(?: [^\s]+)*$/.test(scope))
    ? undefined
    : 'is not text with scope tokens between single spaces';

const audienceOf = (aud: unknown): readonly string[] => {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const texts = list.filter((one) => typeof one === 'string');
  return texts.length === list.length ? texts : [];
};

const expectedIssuer = (iss: unknown, issuer: string | undefined): TokenCheckView =>
  issuer === undefined
    ? notChecked('expected issuer', 'no issuer to compare with')
    : checked('expected issuer', iss === issuer ? undefined : 'another issuer');

const expectedAudience = (aud: unknown, audience: string | undefined): TokenCheckView =>
  audience === undefined
    ? notChecked('expected audience', 'no resource to compare with')
    : checked('expected audience', audienceOf(aud).includes(audience) ? undefined : 'not for it');

const FAULT_OF_TIME: Readonly<Record<string, string>> = {
  expired: 'has ended',
  'not-yet-valid': 'has not begun',
  unknown: 'its times cannot be read',
};

/** The current time must be before `exp`. @see RFC 9068 §4 */
const inTime = (validity: string): TokenCheckView =>
  checked('in time', Object.hasOwn(FAULT_OF_TIME, validity) ? FAULT_OF_TIME[validity] : undefined);

/** A check that passed, or failed for the reason given. */
export const checked = (name: string, fault: string | undefined): TokenCheckView =>
  fault === undefined ? { name, outcome: 'passed' } : { name, outcome: 'failed', why: fault };

/** A check nobody could make. */
export const notChecked = (name: string, why: string): TokenCheckView => ({
  name,
  outcome: 'not-checked',
  why,
});
