import { PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { findToken, frontChannelIn } from '../../../src/core/oauth/token/find-token.ts';
import { explain, inspectToken, issuerOfToken } from '../../../src/core/oauth/token/inspection.ts';
import { partsOfToken } from '../../../src/core/oauth/token/claims.ts';
import type { CommandInput } from '../../../src/contract/contract.ts';
import type { Failure } from '../../../src/contract/command.ts';
import type { ConnectionView } from '../../../src/contract/connection.ts';
import type {
  ClaimView,
  InspectionView,
  IntrospectionView,
  KeyAtMomentView,
  SignatureView,
} from '../../../src/contract/inspection.ts';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import { HOSTILE_STRINGS } from './hostile.ts';

const DAY = 86_400_000;
const now = Date.now();
const second = (instant: number): number => Math.floor(instant / 1000);

const encoded = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};

/** A token with the looks of a signed one. Its `kid` says how its signature comes out here. */
export const token = (
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): string =>
  [
    encoded({ alg: 'ES256', typ: 'JWT', kid: 'published', ...header }),
    encoded(claims),
    'MEUCIQDhVn0fZ1k3rK9s2mW8qTzJ5b7xLcYpR4uEoGvNtAiHdQIgXw6yC1fBzUjMksPl0TqDeRr3hVaOIg',
  ].join('.');

const ISSUER = 'https://login.example.com';
const PLAIN = {
  iss: ISSUER,
  sub: '248289761001',
  aud: 'https://api.example.com',
  client_id: '9f4c1a7be0d24f7c8b1e',
  scope: 'openid profile read_api',
  jti: 'b4f0a2be-61f5-4a15-9a4c-7c2f0d0b9c11',
};
const lasting = (from: number, to: number) => ({
  ...PLAIN,
  iat: second(now + from),
  exp: second(now + to),
});
const MINUTE = 60_000;

const hostileClaims = Object.fromEntries(
  HOSTILE_STRINGS.map((text, seed) => [seed % 2 === 0 ? text : `name ${seed}`, text]),
);

/** What a person pastes, by what is special about it. */
export const PASTED = {
  valid: token(lasting(-4 * MINUTE, 11 * MINUTE), { typ: 'at+jwt' }),
  removed: token(lasting(-30 * DAY, -30 * DAY + 15 * MINUTE), { kid: 'removed' }),
  leaked: token(lasting(-MINUTE, 9 * MINUTE), { kid: 'leaked' }),
  reused: token(lasting(-MINUTE, 9 * MINUTE), { kid: 'reused' }),
  unknown: token(lasting(-MINUTE, 9 * MINUTE), { kid: 'unknown' }),
  ancient: token({
    ...lasting(-2900 * DAY, -2900 * DAY + 5 * MINUTE),
    nbf: second(now - 2900 * DAY),
  }),
  future: token({ ...lasting(-MINUTE, 400 * DAY), nbf: second(now + 3 * DAY) }),
  endless: token({ ...PLAIN, iat: second(now - 90 * DAY) }),
  short: token({ ...lasting(-2000, 28_000), nbf: second(now - 3000) }),
  timeless: token(PLAIN),
  entra: token({
    ...lasting(-10 * MINUTE, 50 * MINUTE),
    iss: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
    tid: '9188040d-6c67-4c5b-b112-36a304b66dad',
    oid: '00000000-0000-0000-66f3-3332eca7ea81',
    azpacr: '1',
    scp: 'User.Read Mail.Read',
    roles: ['Reader'],
    name: 'Jane Doe',
    preferred_username: 'jane.doe@example.com',
    hd: 'example.com',
    cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' },
    tenant_plan: { id: 4711, plan: 'team' },
  }),
  hostile: token(
    { ...lasting(-4000_000, -400_000), ...hostileClaims, iss: HOSTILE_STRINGS[1] ?? '' },
    { alg: 'none', kid: HOSTILE_STRINGS[5] ?? '' },
  ),
  jwe: `${encoded({ alg: 'ECDH-ES', enc: 'A256GCM', epk: { kty: 'EC', crv: 'P-256' }, kid: 'enc-1' })}..QmFzZTY0dXJs.${'Y2lwaGVydGV4dA'.repeat(12)}.dGFnLXRhZy10YWc`,
  opaque: 'gho_16C7e42F292c6912E7710c838347Ae178B4a',
  fragment:
    'http://127.0.0.1:49621/cb#access_token=2YotnFZFEjr1zCsicMWpAA&token_type=bearer&state=xyz',
} as const;

/** The whole of a token response, as it comes out of a terminal. */
export const REPLY = JSON.stringify(
  { access_token: PASTED.valid, token_type: 'Bearer', refresh_token: 'r', id_token: PASTED.entra },
  undefined,
  2,
);

const kept = { from: 'kept', firstSeen: now - 40 * DAY, isIssuedAfterRemoval: false } as const;

const SIGNATURES: Readonly<Record<string, SignatureView>> = {
  published: {
    kind: 'verified',
    key: { ...kept, kid: '2026-11', standing: 'published', lastSeen: now - 3 * DAY },
  },
  removed: {
    kind: 'verified',
    key: { ...kept, kid: '2026-10', standing: 'removed', lastSeen: now - 22 * DAY },
  },
  leaked: {
    kind: 'verified',
    key: {
      ...kept,
      kid: '2026-10',
      standing: 'removed',
      lastSeen: now - 22 * DAY,
      isIssuedAfterRemoval: true,
    },
  },
  reused: { kind: 'unverified', hasSameKid: true },
  unknown: { kind: 'no-keys-known' },
};

const keysAt = (at: number): KeyAtMomentView[] => [
  {
    kid: '2026-11',
    algorithms: ['ES256'],
    firstSeen: now - 20 * DAY,
    lastSeen: now - 3 * DAY,
    state: at < now - 20 * DAY ? 'not-yet-seen' : at > now - 3 * DAY ? 'not-looked' : 'published',
  },
  {
    kid: '2026-10',
    algorithms: ['ES256'],
    firstSeen: now - 40 * DAY,
    lastSeen: now - 22 * DAY,
    state: at > now - 20 * DAY ? 'removed' : 'published',
  },
];

const ASKED: SignatureView = {
  kind: 'verified',
  key: { kid: '2026-11', from: 'issuer', standing: 'published', isIssuedAfterRemoval: false },
};

const kidOf = (header: readonly ClaimView[]): string => {
  const text = header.find(({ name }) => name === 'kid')?.text ?? '""';
  return String(JSON.parse(text.endsWith('…') ? '""' : text));
};

/** What main refuses to take. */
export const examineRefusal = (input: CommandInput<'token.examine'>): Failure | undefined => {
  const exposed = input.text === undefined ? undefined : frontChannelIn(input.text);
  return exposed && { code: 'VK_TOKEN_IN_FRONT_CHANNEL', fields: exposed };
};

/** The real inspection of a pasted text; only keys are made up, by the token's `kid`. */
export const examinePasted = async ({
  text = '',
  at = Date.now(),
  askIssuer,
}: CommandInput<'token.examine'>): Promise<InspectionView> => {
  const { token: found, place, name, others } = findToken(text);
  const inspection = await inspectToken({ text: found, now: epochMs(at) });
  const signature = SIGNATURES[kidOf(inspection.header)];
  const isSigned = inspection.signature.kind === 'no-keys-known';
  return {
    ...inspection,
    notes: [...inspection.notes],
    header: [...inspection.header],
    claims: [...inspection.claims],
    accessTokenChecks: [...inspection.accessTokenChecks],
    idTokenChecks: [...inspection.idTokenChecks],
    signature: isSigned
      ? askIssuer
        ? ASKED
        : (signature ?? inspection.signature)
      : inspection.signature,
    keysAtMoment: isSigned && signature?.kind !== 'no-keys-known' ? keysAt(at) : [],
    parts: [...partsOfToken(found, inspection.format, false)],
    found: { place, name, others: [...others] },
    ...(issuerOfToken(found, PUBLIC_HOSTS) === ISSUER
      ? { comparedWith: { label: 'Jane Doe at work', host: 'login.example.com' } }
      : {}),
  };
};

/** A connection's own token from its description, as main tells it: without what makes it work. */
export const examineOwn = (
  { header, claims, format }: Pick<InspectionView, 'header' | 'claims' | 'format'>,
  { issuer }: ConnectionView,
  { at = Date.now(), askIssuer }: CommandInput<'token.examine'>,
): InspectionView => ({
  format,
  notes: [],
  ...explained(header, claims),
  signature: askIssuer ? ASKED : { kind: 'no-keys-known' },
  keysAtMoment: askIssuer ? keysAt(at) : [],
  validity: 'valid',
  accessTokenChecks: [
    { name: 'typ', outcome: 'passed' },
    { name: 'aud', outcome: 'failed', why: 'missing or malformed' },
    { name: 'expected audience', outcome: 'not-checked', why: `no resource at ${issuer}` },
    { name: 'in time', outcome: 'passed' },
  ],
  idTokenChecks: [{ name: 'nonce', outcome: 'not-checked', why: 'nothing to compare with' }],
  parts:
    format === 'jwt'
      ? [
          { name: 'header', text: encoded({ alg: 'ES256', typ: 'at+jwt' }), length: 38 },
          { name: 'payload', text: encoded({ ...PLAIN, iss: issuer }), length: 280 },
          { name: 'signature', length: 86 },
        ]
      : [],
});

/** Claims with their meanings, as in main. */
export const explained = (header: readonly ClaimView[], claims: readonly ClaimView[]) => {
  const explained = explain({ header: header.map(bare), claims: claims.map(bare) });
  return { header: [...explained.header], claims: [...explained.claims] };
};

const bare = ({ name, text, instant, remark, clipped }: ClaimView) => ({
  name,
  text,
  clipped,
  ...(instant === undefined ? {} : { instant: epochMs(instant) }),
  ...(remark === undefined ? {} : { remark }),
});

/** What a server says of an opaque token. */
export const introspection = (): IntrospectionView => ({
  source: 'introspection',
  active: true,
  activeByServer: true,
  warnings: [],
  members: explained(
    [],
    [
      { name: 'scope', text: '"openid profile read_api"', clipped: false },
      { name: 'client_id', text: '"9f4c1a7be0d24f7c8b1e"', clipped: false },
      { name: 'exp', text: String(second(now + 600_000)), instant: now + 600_000, clipped: false },
      { name: 'sub', text: '"248289761001"', clipped: false },
    ],
  ).claims,
});
