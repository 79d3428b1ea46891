import type { Reply } from '../middleware.ts';

type RefusalCode =
  | 'invalid_request'
  | 'invalid_token'
  | 'invalid_dpop_proof'
  | 'insufficient_scope'
  | 'not_found'
  /** No credentials at all: RFC 6750 §3.1 wants a challenge without an error then. */
  | 'no_token';

/** Why the API said no. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  readonly scope: string | undefined;

  constructor(status: number, code: RefusalCode, scope?: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.scope = scope;
  }
}

const challenge = (scheme: string, { code, scope }: ApiRefusal): string => {
  const fields = [
    'realm="playground"',
    ...(code === 'no_token' ? [] : [`error="${code}"`]),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
    ...(scheme === 'DPoP' ? ['algs="ES256 RS256 PS256 EdDSA Ed25519"'] : []),
  ];
  return `${scheme} ${fields.join(', ')}`;
};

/** Answers with the refusal as JSON and, where credentials matter, as a challenge. @see RFC 6750 §3 */
export const refuse = (ctx: Reply, thrown: unknown): void => {
  if (!(thrown instanceof ApiRefusal)) throw thrown;
  ctx.status = thrown.status;
  ctx.body = { error: thrown.code };
  if (thrown.status !== 401 && thrown.status !== 403) return;
  const used = /^dpop /i.test(ctx.get('authorization')) ? ['DPoP'] : ['Bearer'];
  const schemes = thrown.code === 'no_token' ? ['Bearer', 'DPoP'] : used;
  ctx.set(
    'WWW-Authenticate',
    schemes.map((scheme) => challenge(scheme, thrown)),
  );
};
