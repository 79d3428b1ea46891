import { z } from 'zod';
import { foreignText } from '../fault/foreign-text.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import {
  authorizationDetailSchema,
  MOST_DETAILS,
  type AuthorizationDetail,
} from '../model/authorization-detail.ts';
import { parseJsonStrictly } from './exchange/json.ts';

/**
 * Reads authorization details: text that a person typed, or a member of a token response. Strict
 * JSON, an array of objects, each with a type.
 *
 * Fails with `code`, whose field `why` names the rule and whose field `member` the place.
 * @see RFC 9396 §2 and §7
 */
export const parseAuthorizationDetails = (
  value: unknown,
  code: ErrorCode = 'VK_INVALID_INPUT',
): readonly AuthorizationDetail[] => {
  const parsed = typeof value === 'string' ? parseJsonStrictly(value, { code }) : value;
  const read = z.array(authorizationDetailSchema).max(MOST_DETAILS).safeParse(parsed);
  if (read.success) return read.data;
  const member = read.error.issues[0]?.path.join('.') ?? '';
  throw new ValetKeyError(code, {
    fields: {
      why: 'not authorization details',
      ...(member === '' ? {} : { member: foreignText(member) }),
    },
  });
};

/** The `authorization_details` parameter; left out where nothing is asked for. @see RFC 9396 §3, §6 */
export const detailsParameter = (
  details: readonly AuthorizationDetail[] | undefined,
): string | undefined =>
  details === undefined || details.length === 0 ? undefined : JSON.stringify(details);

/**
 * Refuses what the server does not know, before the person is asked to consent to it. A server that
 * lists no types is asked as it is. Fails with VK_UNSUPPORTED_BY_SERVER (field `type`).
 * @see RFC 9396 §10 `authorization_details_types_supported`
 */
export const requireSupportedTypes = (
  details: readonly AuthorizationDetail[],
  supported: readonly string[] | undefined,
): void => {
  const unknown = details.find(({ type }) => supported?.includes(type) === false);
  if (unknown === undefined) return;
  throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
    fields: { what: 'authorization_details', type: foreignText(unknown.type) },
  });
};

/** What the person did not grant, or granted otherwise, and what came without having been asked for. */
export interface DetailsDifference {
  readonly withheld: readonly AuthorizationDetail[];
  readonly unasked: readonly AuthorizationDetail[];
}

/**
 * Compares details as a whole, whatever the order of members: only the type's owner could say whether
 * a changed one is less or more, and servers may enrich what they grant. @see RFC 9396 §7.1
 */
export const compareDetails = (
  requested: readonly AuthorizationDetail[],
  granted: readonly AuthorizationDetail[],
): DetailsDifference => {
  const [asked, given] = [requested.map(canonical), granted.map(canonical)];
  return {
    withheld: requested.filter((_detail, index) => !given.includes(asked[index] ?? '')),
    unasked: granted.filter((_detail, index) => !asked.includes(given[index] ?? '')),
  };
};

const canonical = (detail: unknown): string =>
  JSON.stringify(detail, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
