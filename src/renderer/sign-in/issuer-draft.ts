import type { SignInRequest } from '../../shared/ipc/contract.ts';

/** The form of a new connection, as typed. */
export interface IssuerDraft {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly redirectMethod: 'loopback' | 'private-use-scheme';
  readonly label: string;
  readonly allowLoopback: boolean;
}

export type IssuerRequest = Extract<SignInRequest, { kind: 'issuer' }>;

export const EMPTY_DRAFT: IssuerDraft = {
  issuer: '',
  clientId: '',
  clientSecret: '',
  scope: 'openid profile email offline_access',
  redirectMethod: 'loopback',
  label: '',
  allowLoopback: false,
};

/** The form as a request; what was left empty is left out. */
export const draftToRequest = (draft: IssuerDraft): IssuerRequest => ({
  kind: 'issuer',
  issuer: draft.issuer.trim(),
  clientId: draft.clientId.trim(),
  redirectMethod: draft.redirectMethod,
  scope: draft.scope.trim().replaceAll(/\s+/g, ' '),
  allowLoopback: draft.allowLoopback,
  ...(draft.clientSecret === '' ? {} : { clientSecret: draft.clientSecret }),
  ...(draft.label.trim() === '' ? {} : { label: draft.label.trim() }),
});

/** A request as the form it came from, without its secret: that is typed again or not at all. */
export const requestToDraft = (request: IssuerRequest): IssuerDraft => ({
  ...EMPTY_DRAFT,
  issuer: request.issuer,
  clientId: request.clientId,
  scope: request.scope,
  redirectMethod: request.redirectMethod,
  allowLoopback: request.allowLoopback,
  label: request.label ?? '',
});
