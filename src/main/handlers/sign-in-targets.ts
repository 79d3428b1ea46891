import type { Connection } from '../../core/model/connection.ts';
import type { Scope } from '../../core/model/scope.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { grantAgain, type AskedAgain } from '../../core/sign-in/ask-again.ts';
import type { Credentials } from '../../core/connection/credentials.ts';
import type { AccessTokens } from '../../core/tokens/get-access-token.ts';
import { requireConnection } from '../../core/connection/manage-connections.ts';
import type { SignInTarget } from '../../core/sign-in/sign-in.ts';
import type { SignIns } from '../../core/sign-in/sign-ins.ts';
import type { SignInRequest } from '../../contract/sign-in-request.ts';
import type { PlaygroundView } from '../../contract/view.ts';
import type { SignInId } from '../../vocabulary/id.ts';
import { seconds } from '../../vocabulary/instant.ts';
import { issuerTarget, requireScope } from './issuer-target.ts';
import { changedServer, withProvider, type ProviderTargetPorts } from './provider-target.ts';

/** The playground, as far as commands reach it. */
export interface PlaygroundPort {
  status(): PlaygroundView;
  configure(settings: {
    readonly accessTokenLifetime: number;
    readonly accessTokenFormat: 'jwt' | 'opaque';
  }): Promise<PlaygroundView>;
  /** Starts it if need be and gives what a sign-in to it needs. */
  target(redirectMethod: 'loopback' | 'private-use-scheme', scope: Scope): Promise<SignInTarget>;
  isPlayground(connection: Pick<Connection, 'issuer'>): boolean;
}

export interface SignInTargetPorts extends ProviderTargetPorts {
  readonly connections: ConnectionStore;
  readonly signIns: SignIns;
  readonly playground: PlaygroundPort;
  readonly accessTokens: Pick<AccessTokens, 'get'>;
  /** What is kept for a connection's client. */
  readonly credentials: (connection: Connection) => Promise<Credentials>;
}

/**
 * Starts what a person asked for. Input that can be judged at once fails here, before anything runs:
 * VK_ISSUER_INVALID, VK_INVALID_INPUT, VK_UNKNOWN_CONNECTION.
 */
export const startSignIn = (ports: SignInTargetPorts, request: SignInRequest): SignInId => {
  switch (request.kind) {
    case 'playground': {
      const scope = requireScope(request.scope);
      return ports.signIns.start(
        { issuer: ports.playground.status().issuer ?? '', isPlayground: true },
        () => ports.playground.target(request.redirectMethod, scope),
      );
    }
    case 'issuer': {
      const target = issuerTarget(request);
      const title = { issuer: target.issuer, isPlayground: ports.playground.isPlayground(target) };
      return ports.signIns.start(title, async () =>
        withSubjectToken(ports, request, await withProvider(ports, request.provider, target)),
      );
    }
    case 'again': {
      const existing = requireConnection(ports.connections, request.connectionId);
      const isPlayground = ports.playground.isPlayground(existing);
      const asked = askedAgain(existing, request);
      const grant = grantAgain(existing, asked);
      return ports.signIns.start({ issuer: existing.issuer, isPlayground }, () =>
        targetAgain(ports, existing, { ...asked, grant }, isPlayground),
      );
    }
  }
};

/** A token exchange names a connection; its fresh access token is what is exchanged. RFC 8693 §2.1 */
const withSubjectToken = async (
  { accessTokens }: SignInTargetPorts,
  { grant }: Extract<SignInRequest, { kind: 'issuer' }>,
  target: SignInTarget,
): Promise<SignInTarget> => {
  if (grant?.kind !== 'urn:ietf:params:oauth:grant-type:token-exchange') return target;
  const { accessToken: token } = await accessTokens.get(grant.subject);
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  const { kind, audience } = grant;
  const subject = { type, token } as const;
  return {
    ...target,
    grant: { kind, subject, ...(audience === undefined ? {} : { audience }) },
  };
};

/** The same as before, unless a person says otherwise. Fails with VK_INVALID_INPUT. */
export const askedAgain = (
  existing: Connection,
  {
    scope,
    acrValues,
    maxAge,
  }: Pick<Extract<SignInRequest, { kind: 'again' }>, 'scope' | 'acrValues' | 'maxAge'>,
): AskedAgain => ({
  scope: scope === undefined ? existing.requestedScope : requireScope(scope),
  ...(acrValues === undefined ? {} : { acrValues }),
  ...(maxAge === undefined ? {} : { maxAge: seconds(maxAge) }),
});

/** The same client at the same server, asked once more. */
const targetAgain = async (
  ports: SignInTargetPorts,
  existing: Connection,
  { scope, grant }: Pick<SignInTarget, 'scope' | 'grant'>,
  isPlayground: boolean,
): Promise<SignInTarget> => {
  const { issuer, metadata, allowLoopback, registration, resource, options } = existing;
  if (isPlayground) await ports.playground.target(registration.redirectMethod, scope);
  return {
    issuer,
    allowLoopback,
    registration,
    // Its client was deleted at the server: a new one takes its place.
    ...(registration.isDeleted === true ? { register: {} } : {}),
    credentials: await ports.credentials(existing),
    grant,
    scope,
    existing,
    ...(changedServer(ports, existing) ??
      (options?.usesStatedMetadata === true ? { metadata } : {})),
    ...(options === undefined ? {} : { options }),
    ...(resource === undefined ? {} : { resource }),
  };
};
