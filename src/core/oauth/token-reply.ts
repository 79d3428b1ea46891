import type { TokenWarning } from '../../vocabulary/warning.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { TokenResponseQuirks } from '../model/connection.ts';
import type { Exchange, OnReceived, ReceivedTokens } from './exchange/exchange.ts';
import {
  isClosedObject,
  isJsonObject,
  jsonMembers,
  parseJsonStrictly,
  type JsonObject,
} from './exchange/json.ts';
import {
  FORM_TYPE,
  isForm,
  isJsonType,
  isWebPage,
  mediaType,
  pageTitle,
  readText,
  webPageReceived,
} from './exchange/read-body.ts';
import { malformed, usableSecret } from './exchange/reply-members.ts';

/** The members of a success, and how it departed from what RFC 6749 §5.1 says of its form. */
export interface TokenReply {
  readonly members: JsonObject;
  /** The tokens that were handed to `onReceived`. */
  readonly received: ReceivedTokens;
  readonly warnings: readonly TokenWarning[];
}

/**
 * Reads a success of the token endpoint by what it holds, whatever its label says, and hands its tokens
 * to `onReceived`. Fails with VK_RESPONSE_MALFORMED: with the field `cutOff` only where the body ends
 * before its JSON does, so that nobody knows what the server has done. Fails with VK_WEB_PAGE_RECEIVED
 * where no answer came at all.
 * @see RFC 6749 §5.1, docs/adr/0023-save-first-then-judge.md
 */
export const readTokenReply = async (
  { signal, quirks = {} }: Pick<Exchange, 'signal' | 'quirks'>,
  response: Response,
  onReceived?: OnReceived,
): Promise<TokenReply> => {
  const text = (await readText(response, { signal, replacesInvalid: true })).trim();
  const isFormBody = isForm(response, text);
  if (!isFormBody && isWebPage(response, text)) {
    throw webPageReceived(pageTitle(text), response.status);
  }
  const reply = isFormBody ? readForm(text) : readJson(text, response.status);
  const members = unnested(reply.members, quirks);
  const received = tokensIn(members, reply.repeated);
  await onReceived?.(received);
  if (reply.failure !== undefined) throw reply.failure;
  const warnings = [...formWarnings(response, text), ...reply.warnings];
  return { members, received, warnings };
};

/** A body as it was read: what is named once in it means what it says, also where the rest is refused. */
interface ReadBody {
  readonly members: JsonObject;
  readonly repeated: readonly string[];
  readonly warnings: readonly TokenWarning[];
  readonly failure?: ValetKeyError;
}

const readJson = (text: string, status: number): ReadBody => {
  try {
    const members = parseJsonStrictly(text);
    if (!isJsonObject(members)) throw malformed('not a JSON object');
    return { members, repeated: [], warnings: [] };
  } catch (thrown) {
    if (!isValetKeyError(thrown, 'VK_RESPONSE_MALFORMED')) throw thrown;
    if (isCutOff(text, status)) throw cutOff();
    const members = jsonMembers(text) ?? [];
    return {
      members: Object.fromEntries(
        members
          .filter(({ source }) => source.startsWith('"'))
          .map(({ name, source }) => [name, JSON.parse(source) as unknown]),
      ),
      repeated: repeatedIn(members.map(({ name }) => name)),
      warnings: [],
      failure: thrown,
    };
  }
};

const readForm = (text: string): ReadBody => {
  const form = new URLSearchParams(text);
  const repeated = repeatedIn([...form.keys()]);
  return {
    members: Object.fromEntries(form),
    repeated,
    warnings: ['body_was_form'],
    ...(repeated.length === 0 ? {} : { failure: malformed('a member is named twice') }),
  };
};

const repeatedIn = (names: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([name]) => name);
};

const formWarnings = (response: Response, text: string): readonly TokenWarning[] => {
  const type = mediaType(response);
  return [
    ...(response.status === 200 ? [] : (['status_not_200'] as const)),
    ...(isJsonType(type) || type === FORM_TYPE ? [] : (['content_type_not_json'] as const)),
    ...(text.includes('\uFFFD') ? (['body_not_utf8'] as const) : []),
  ];
};

/** Only where the provider is known for it: a token in any other place is none. */
const unnested = (members: JsonObject, { nestedIn }: TokenResponseQuirks): JsonObject => {
  const nested = nestedIn === undefined ? undefined : members[nestedIn];
  return members['access_token'] === undefined && isJsonObject(nested)
    ? { ...members, ...nested }
    : members;
};

const tokensIn = (members: JsonObject, repeated: readonly string[]): ReceivedTokens => {
  const once = (name: string) => (repeated.includes(name) ? undefined : members[name]);
  const refreshToken = usableSecret('refresh-token', once('refresh_token'));
  const idToken = usableSecret('id-token', once('id_token'));
  return {
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(idToken === undefined ? {} : { idToken }),
  };
};

/** An empty answer to a success that should have one, or JSON whose end is missing. RFC 9110 §15.3.5 */
const isCutOff = (text: string, status: number): boolean =>
  text === '' ? status !== 204 && status !== 205 : text.startsWith('{') && !isClosedObject(text);

const cutOff = (): ValetKeyError =>
  new ValetKeyError('VK_RESPONSE_MALFORMED', { fields: { why: 'cut off', cutOff: true } });
