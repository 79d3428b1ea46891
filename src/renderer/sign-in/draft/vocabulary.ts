import type { GrantRequest, SignInRequest } from '../../../contract/sign-in.ts';

export type GrantKind = GrantRequest['kind'];
export type IssuerRequest = Extract<SignInRequest, { kind: 'issuer' }>;
export type AuthMethod = NonNullable<IssuerRequest['tokenEndpointAuthMethod']>;
export type AssertionAudience = NonNullable<IssuerRequest['assertionAudience']>;
export type RedirectMethod = IssuerRequest['redirectMethod'];
export type EndpointName = keyof NonNullable<IssuerRequest['endpoints']>;

/** The endpoints a person may state, in the order in which they are asked for. */
export const ENDPOINTS = [
  'authorization_endpoint',
  'token_endpoint',
  'device_authorization_endpoint',
  'revocation_endpoint',
  'userinfo_endpoint',
  'introspection_endpoint',
  'jwks_uri',
] as const satisfies readonly EndpointName[];
