import type { GrantRequest, SignInRequest } from '../../../contract/sign-in.ts';
import { emptyDraft, type Draft } from './draft.ts';
import { addTokens } from '../../kit/words/scope-entry.ts';
import type { IssuerRequest } from './vocabulary.ts';

/** The members whose text is not empty, trimmed: the contract leaves out what was not stated. */
export const stated = <Key extends string>(
  texts: Readonly<Partial<Record<Key, string | undefined>>>,
): Partial<Record<Key, string>> => {
  const entries = Object.entries<string | undefined>(texts).flatMap(([key, text]) => {
    const clean = text?.trim() ?? '';
    return clean === '' ? [] : [[key, clean]];
  });
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
};

const sourceOf = ({ preset, endpoints }: IssuerRequest): Draft['source'] => {
  if (preset !== undefined) return 'preset';
  return endpoints === undefined ? 'issuer' : 'manual';
};

const grantDraft = (grant: GrantRequest | undefined): Partial<Draft> => {
  if (grant === undefined) return {};
  const { kind } = grant;
  switch (kind) {
    case 'authorization_code':
      return {
        ...stated({
          prompt: grant.prompt,
          loginHint: grant.loginHint,
          acrValues: grant.acrValues,
          maxAge: grant.maxAge?.toString(),
        }),
      };
    case 'password':
      return { grant: kind, username: grant.username };
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return { grant: kind, subject: grant.subject, ...stated({ audience: grant.audience }) };
    default:
      return { grant: kind };
  }
};

const optionsDraft = (request: IssuerRequest): Partial<Draft> => ({
  redirectUri: request.redirectUri ?? '',
  resource: request.resource ?? '',
  authorizationDetails: request.authorizationDetails ?? '',
  extraParameters: Object.entries(request.extraParameters ?? {}).map(([name, value], key) => ({
    key,
    name,
    value,
  })),
  usesPushedRequests: request.usesPushedRequests ?? false,
  usesSignedRequests: request.usesSignedRequests ?? false,
  usesDpop: request.usesDpop ?? false,
});

/** A request as the form it came from, without its secrets: they are typed again or not at all. */
export const draftOf = (request: IssuerRequest): Draft => ({
  ...emptyDraft('issuer'),
  source: sourceOf(request),
  preset: request.preset,
  provider: request.provider,
  issuer: request.issuer,
  placeholders: request.presetValues ?? {},
  endpoints: stated(request.endpoints ?? {}),
  clientId: request.clientId ?? '',
  registers: request.register !== undefined,
  assertionAudience: request.assertionAudience ?? 'issuer',
  authMethod: request.tokenEndpointAuthMethod ?? 'none',
  scope: addTokens([], request.scope),
  redirectMethod: request.redirectMethod,
  ...grantDraft(request.grant),
  ...optionsDraft(request),
  allowLoopback: request.allowLoopback,
  label: request.label ?? '',
});

const SECRET_GRANTS: ReadonlySet<string> = new Set([
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
]);

/** What of a started request this page may go on holding: its form again, and no secret. */
export interface Remembered {
  readonly request: SignInRequest;
  readonly draft: Draft | undefined;
}

/** Forgets the secrets of a request. A request that cannot be repeated without them is only a form. */
export const remember = (request: SignInRequest): Remembered => {
  if (request.kind !== 'issuer') return { request, draft: undefined };
  const { clientSecret: _secret, privateKey: _key, register, grant, ...others } = request;
  const rest = register === undefined ? others : { ...others, register: {} };
  const draft = draftOf(request);
  const keeps = grant !== undefined && !SECRET_GRANTS.has(grant.kind);
  return { request: keeps ? { ...rest, grant } : rest, draft };
};
