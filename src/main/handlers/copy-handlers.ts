import { foreignText } from '../../core/fault/foreign-text.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import {
  presentToken,
  REQUEST_FORMATS,
  type TokenFormat,
} from '../../core/tokens/copy/bearer-usage.ts';
import { proofTarget } from '../../core/oauth/client/proof-target.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import {
  promisedToken,
  type PromisedToken,
  type PromisePorts,
} from '../../core/tokens/promised-token.ts';
import {
  proveRequest,
  type ProofPorts,
  type ProofRequest,
} from '../../core/tokens/prove-request.ts';
import type { Lock } from '../../core/connection/lock.ts';
import type { CopiedView, Handlers } from '../../contract/contract.ts';
import type { SettingsView } from '../../contract/view.ts';
import { seconds } from '../../vocabulary/instant.ts';
import { requireUnlocked, wantedScope, type HandedOut, type WantedToken } from './hand-out.ts';

export interface CopyPorts extends PromisePorts, ProofPorts {
  readonly clipboard: Clipboard;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly handedOut: HandedOut;
  readonly settings: { readonly read: () => SettingsView };
}

/** Commands that put access tokens, and proofs for them, on the clipboard. */
export const copyHandlers = (ports: CopyPorts): Pick<Handlers, 'token.copy' | 'token.prove'> => ({
  'token.copy': async ({ format, ...wanted }) => {
    const { connection, promised } = await promisedFor(ports, wanted);
    const text = await copyText(ports, connection, promised.token, format);
    const copied = await copy(ports, text, promised);
    await ports.handedOut(connection, promised.token, { kind: 'copied', detail: format });
    return copied;
  },
  'token.prove': async ({ connectionId, method, url, nonce, form }) => {
    const { allowLoopback } = requireConnection(ports.connections, connectionId);
    const request: ProofRequest = {
      method,
      url: proofTarget(url, { allowLoopback }),
      ...(nonce === undefined ? {} : { nonce }),
    };
    const { connection, promised } = await promisedFor(ports, { connectionId });
    const { token } = promised;
    const proof = await proveRequest(ports, connection, token, request);
    requireUnlocked(ports.lock);
    const usage = { ...request, name: '', proof };
    const text = presentToken(token, form === 'curl' ? 'curl' : 'bearer', usage);
    const copied = await copy(ports, text, promised);
    await ports.handedOut(connection, token, { kind: 'proved', detail: lineOf(request) });
    return copied;
  },
});

const promisedFor = async (ports: CopyPorts, { connectionId, scope }: WantedToken) => {
  const atLeast = seconds(ports.settings.read().copiedTokenMinutes * 60);
  const promised = await promisedToken(ports, connectionId, wantedScope({ scope }), atLeast);
  requireUnlocked(ports.lock);
  return { connection: requireConnection(ports.connections, connectionId), promised };
};

/** A bound token is of no use in a request without its proof. @see RFC 9449 §7.1 */
const copyText = async (
  ports: CopyPorts,
  connection: Connection,
  token: TokenRecord,
  format: TokenFormat,
): Promise<string> => {
  const usage = { method: 'GET', url: usageUrl(connection), name: variableName(connection) };
  if (token.tokenType !== 'dpop' || !REQUEST_FORMATS.includes(format)) {
    return presentToken(token, format, usage);
  }
  const proof = await proveRequest(ports, connection, token, usage);
  requireUnlocked(ports.lock);
  return presentToken(token, format, { ...usage, proof });
};

const copy = async (
  { settings, clipboard }: CopyPorts,
  text: string,
  { token, because }: PromisedToken,
): Promise<CopiedView> => {
  const { clipboardClearAfter: clearAfter, copiedTokenMinutes: promised } = settings.read();
  await clipboard.copySecret(text, seconds(clearAfter));
  const { expiresAt, lifetime, lifetimeAssumed } = token;
  const view = { expiresAt, lifetime, lifetimeAssumed, clearAfter, promised };
  return because === undefined ? view : { ...view, because };
};

/** Where a copied request goes: the resource, else the one API every OpenID server has. */
const usageUrl = ({ resource, metadata, issuer }: Connection): string =>
  resource ?? metadata.userinfo_endpoint ?? issuer;

/** The person's own name for the connection, else the server's: never the person's. */
const variableName = ({ label, issuer }: Connection): string =>
  label === '' ? new URL(issuer).hostname : label;

/** Method and address for the ledger. A query may hold secrets, and is not part of a proof. */
const lineOf = ({ method, url }: ProofRequest): string => {
  const { origin, pathname } = new URL(url);
  return foreignText(`${method} ${origin}${pathname}`);
};
