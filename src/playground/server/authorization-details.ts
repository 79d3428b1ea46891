import { isDeepStrictEqual } from 'node:util';
import {
  errors,
  type AuthorizationDetail,
  type AuthorizationDetailsForAccessToken,
  type AuthorizationDetailsForGrantSource,
  type AuthorizationDetailsForIntrospection,
} from 'oidc-provider';

/** The one type it knows: made-up notes, distinguished by what may be done with them. */
export const NOTES_DETAIL_TYPE = 'playground_notes';

const ACTIONS: ReadonlySet<unknown> = new Set(['list', 'read', 'write']);

/** The actions that a detail names. @see RFC 9396 §2.2 */
export const actionsOf = ({ actions }: AuthorizationDetail): readonly unknown[] =>
  Array.isArray(actions) ? actions : [];

/** @see RFC 9396 §5 */
const validate = (_ctx: unknown, detail: AuthorizationDetail): void => {
  const actions = actionsOf(detail);
  if (actions.length > 0 && actions.every((one) => ACTIONS.has(one))) return;
  throw new errors.InvalidAuthorizationDetails('actions must be some of list, read and write');
};

/** What a text of details holds; oidc-provider has judged it before. */
export const detailsIn = (text: unknown): readonly AuthorizationDetail[] =>
  typeof text === 'string' ? (JSON.parse(text) as readonly AuthorizationDetail[]) : [];

/** What is allowed on the consent page is granted whole. */
const forGrantSource: AuthorizationDetailsForGrantSource = (ctx) => ctx.oidc.entities.Grant?.rar;

/** Of what was granted, what is asked for now, or all of it. @see RFC 9396 §6 */
const forAccessToken: AuthorizationDetailsForAccessToken = (ctx, _token, source) => {
  const asked = detailsIn(ctx.oidc.params?.['authorization_details']);
  // Without a source it is the client's own grant: nobody else had to say yes.
  if (source === undefined || asked.length === 0) return source?.rar ?? asked;
  const isGranted = (detail: AuthorizationDetail): boolean =>
    source.rar?.some((one) => isDeepStrictEqual(one, detail)) === true;
  if (asked.every(isGranted)) return asked;
  throw new errors.InvalidAuthorizationDetails('more than was granted');
};

const forIntrospection: AuthorizationDetailsForIntrospection = (_ctx, token) =>
  'rar' in token ? token.rar : undefined;

/** Structured permissions at the playground. @see RFC 9396 */
export const richAuthorizationRequests = {
  enabled: true,
  types: { [NOTES_DETAIL_TYPE]: { validate } },
  authorizationDetailsForGrantSource: forGrantSource,
  authorizationDetailsForAccessToken: forAccessToken,
  authorizationDetailsForIntrospection: forIntrospection,
} as const;
