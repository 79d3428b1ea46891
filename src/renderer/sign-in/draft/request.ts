import type { GrantRequest, SignInRequest } from '../../../contract/sign-in.ts';
import { fillPlaceholders, type Draft } from './draft.ts';
import { fieldsOf, isRegistering, type DraftField } from './fields.ts';
import { addTokens } from '../../kit/words/scope-entry.ts';
import { stated } from './remember.ts';
import type { IssuerRequest } from './vocabulary.ts';

const grantOf = (draft: Draft): GrantRequest => {
  const { grant: kind, subject } = draft;
  switch (kind) {
    case 'authorization_code': {
      const { prompt, loginHint, acrValues, maxAge } = draft;
      const age = maxAge.trim() === '' ? {} : { maxAge: Number(maxAge) };
      return { kind, ...stated({ prompt, loginHint, acrValues }), ...age };
    }
    case 'password':
      return { kind, username: draft.username, password: draft.password, understood: true };
    case 'refresh_token':
      return { kind, refreshToken: draft.refreshToken.trim() };
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      if (subject === undefined) throw new Error('a token exchange without its subject');
      return { kind, subject, ...stated({ audience: draft.audience }) };
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return { kind, assertion: draft.assertion.trim() };
    case 'client_credentials':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return { kind };
  }
};

const endpointsOf = ({ endpoints }: Draft): Pick<IssuerRequest, 'endpoints'> => {
  const given = stated(endpoints);
  return { endpoints: { ...given, token_endpoint: given.token_endpoint ?? '' } };
};

const extraParameterMember = ({
  extraParameters,
}: Draft): Pick<IssuerRequest, 'extraParameters'> => {
  const rows = extraParameters.filter(({ name }) => name.trim() !== '');
  if (rows.length === 0) return {};
  return {
    extraParameters: Object.fromEntries(rows.map(({ name, value }) => [name.trim(), value])),
  };
};

const serverOf = (draft: Draft): Pick<IssuerRequest, 'issuer' | 'preset' | 'presetValues'> => {
  const { preset, placeholders } = draft;
  if (preset === undefined) return { issuer: draft.issuer.trim() };
  const filled = Object.entries(placeholders).map(([name, text]) => [name, text.trim()] as const);
  return {
    issuer: fillPlaceholders(draft.issuer, placeholders),
    preset,
    ...(filled.length === 0 ? {} : { presetValues: Object.fromEntries<string>(filled) }),
  };
};

const clientOf = (draft: Draft): Pick<IssuerRequest, 'clientId' | 'register'> => {
  if (!isRegistering(draft)) return { clientId: draft.clientId.trim() };
  return { register: stated({ initialAccessToken: draft.initialAccessToken }) };
};

const optionsOf = (draft: Draft, uses: (field: DraftField) => boolean) => ({
  ...(uses('endpoints') ? endpointsOf(draft) : {}),
  ...(uses('extraParameters') ? extraParameterMember(draft) : {}),
  ...(uses('usesPushedRequests') && draft.usesPushedRequests ? { usesPushedRequests: true } : {}),
  ...(uses('usesSignedRequests') && draft.usesSignedRequests ? { usesSignedRequests: true } : {}),
  ...(draft.usesDpop ? { usesDpop: true } : {}),
  ...(uses('redirectUri') ? stated({ redirectUri: draft.redirectUri }) : {}),
  ...stated({
    resource: draft.resource,
    authorizationDetails: draft.authorizationDetails,
    label: draft.label,
  }),
});

/** Left empty, the one kept for the provider applies; main knows whether there is one. */
const secretOf = ({ clientSecret, provider }: Draft): Pick<IssuerRequest, 'clientSecret'> =>
  clientSecret === '' && provider !== undefined ? {} : { clientSecret };

/** The form as a request: what the chosen grant needs, and of that what was stated. */
export const requestOf = (draft: Draft): SignInRequest => {
  const scope = addTokens(draft.scope, draft.scopeEntry).join(' ');
  const { redirectMethod } = draft;
  if (draft.source === 'playground') return { kind: 'playground', redirectMethod, scope };
  const fields = fieldsOf(draft);
  const uses = (field: DraftField): boolean => fields.has(field);
  return {
    kind: 'issuer',
    ...serverOf(draft),
    ...clientOf(draft),
    tokenEndpointAuthMethod: draft.authMethod,
    ...(uses('clientSecret') ? secretOf(draft) : {}),
    ...(uses('privateKey') ? { privateKey: draft.privateKey } : {}),
    ...(uses('assertionAudience') && draft.assertionAudience !== 'issuer'
      ? { assertionAudience: draft.assertionAudience }
      : {}),
    grant: grantOf(draft),
    redirectMethod,
    scope,
    ...optionsOf(draft, uses),
    allowLoopback: uses('allowLoopback') && draft.allowLoopback,
    ...(draft.provider === undefined ? {} : { provider: draft.provider }),
  };
};
