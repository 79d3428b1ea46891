import type { CallOfUse, OpenUse } from '../../core/agent/uses.ts';
import { tokenText } from '../../core/tokens/copy-format.ts';
import type { HandOut, TokenOfConnection } from '../../core/tokens/hand-out.ts';

/** What a request is sent with, and the token that is in it. */
export interface Authorization {
  readonly held: TokenOfConnection;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A request as the API will see it: without the query where it is to be proven. */
interface ApiRequest {
  readonly method: string;
  /** Path and perhaps query. */
  readonly target: string;
}

/** A use that a request is sent on by. */
export interface ApiUse extends Pick<OpenUse, 'limits' | 'isInForce'> {
  /** Fails as `OpenUse.token` and as `HandOut.proof`. */
  authorize(request: ApiRequest): Promise<Authorization>;
  /** After a 401: a newer token, or a proof with the nonce that the API wants. @see RFC 9449 §9 */
  authorizeAgain(
    request: ApiRequest,
    refused: Authorization,
    nonce: string | undefined,
  ): Promise<Authorization>;
  note(used: Authorization, call: Omit<CallOfUse, 'token'>): Promise<void>;
}

/** The nonce that each use's API gave last. */
const nonces = new WeakMap<OpenUse, string>();

export const createApiUse = (use: OpenUse, prove: HandOut['proof']): ApiUse => {
  const { limits, isInForce } = use;
  const authorization = async (
    held: TokenOfConnection,
    { method, target }: ApiRequest,
  ): Promise<Authorization> => {
    const text = tokenText(held.token.accessToken);
    if (held.token.tokenType !== 'dpop') {
      return { held, text, fields: { authorization: `Bearer ${text}` } };
    }
    const [path = ''] = target.split('?', 1);
    const nonce = nonces.get(use);
    const proven = { method, url: `${limits.origin}${path}` };
    const dpop = await prove(held, nonce === undefined ? proven : { ...proven, nonce });
    return { held, text, fields: { authorization: `DPoP ${text}`, dpop } };
  };
  return {
    limits,
    isInForce,
    authorize: async (request) => authorization(await use.token(), request),
    async authorizeAgain(request, refused, nonce) {
      const { accessToken, tokenType } = refused.held.token;
      if (tokenType === 'dpop' && nonce !== undefined && nonce !== nonces.get(use)) {
        nonces.set(use, nonce);
        return authorization(refused.held, request);
      }
      return authorization(await use.insteadOf(accessToken), request);
    },
    note: ({ held }, call) => use.note({ ...call, token: held.token }),
  };
};
