import { foreignText } from '../../core/fault/foreign-text.ts';
import type { Connection } from '../../core/model/connection.ts';
import { LOOPBACK_HOSTS, PUBLIC_HOSTS, parseIssuer } from '../../core/model/issuer.ts';
import { parseScope, type Scope } from '../../core/model/scope.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import { Secret } from '../../core/secret/secret.ts';
import { requireConnection } from '../../core/usecase/manage-connections.ts';
import type { SignInTarget } from '../../core/usecase/sign-in.ts';
import type { SignIns } from '../../core/usecase/sign-ins.ts';
import type { SignInRequest } from '../../shared/ipc/contract.ts';
import type { PlaygroundView } from '../../shared/ipc/view.ts';
import type { SignInId } from '../../shared/vocabulary/id.ts';

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

export interface SignInTargetPorts {
  readonly connections: ConnectionStore;
  readonly signIns: SignIns;
  readonly playground: PlaygroundPort;
  /** The client secret kept for a connection, if its registration has one. */
  readonly clientSecret: (connection: Connection) => Promise<Secret<'client-secret'> | undefined>;
}

/**
 * Starts what a person asked for. Input that can be judged at once fails here, before anything runs:
 * VK_ISSUER_INVALID, VK_UNKNOWN_CONNECTION.
 */
export const startSignIn = (ports: SignInTargetPorts, request: SignInRequest): SignInId => {
  switch (request.kind) {
    case 'playground':
      return ports.signIns.start(
        { issuer: ports.playground.status().issuer ?? '', isPlayground: true },
        () => ports.playground.target(request.redirectMethod, parseScope(request.scope)),
      );
    case 'issuer': {
      const target = issuerTarget(request);
      return ports.signIns.start({ issuer: target.issuer, isPlayground: false }, () =>
        Promise.resolve(target),
      );
    }
    case 'again': {
      const existing = requireConnection(ports.connections, request.connectionId);
      const isPlayground = ports.playground.isPlayground(existing);
      return ports.signIns.start({ issuer: existing.issuer, isPlayground }, () =>
        targetAgain(ports, existing, isPlayground),
      );
    }
  }
};

/** Fails with VK_ISSUER_INVALID before anything is started. */
const issuerTarget = (request: Extract<SignInRequest, { kind: 'issuer' }>): SignInTarget => {
  const secret = request.clientSecret;
  return {
    issuer: parseIssuer(request.issuer, request.allowLoopback ? LOOPBACK_HOSTS : PUBLIC_HOSTS),
    allowLoopback: request.allowLoopback,
    registration: {
      clientId: request.clientId,
      tokenEndpointAuthMethod: secret === undefined ? 'none' : 'client_secret_basic',
      redirectMethod: request.redirectMethod,
      redirectPath: '/oauth2/callback',
    },
    scope: parseScope(request.scope),
    ...(secret === undefined ? {} : { clientSecret: Secret.of('client-secret', secret) }),
    ...(request.label === undefined ? {} : { label: foreignText(request.label) }),
  };
};

const targetAgain = async (
  ports: SignInTargetPorts,
  existing: Connection,
  isPlayground: boolean,
): Promise<SignInTarget> => {
  const { issuer, allowLoopback, registration, requestedScope: scope, resource } = existing;
  if (isPlayground) await ports.playground.target(registration.redirectMethod, scope);
  const clientSecret = await ports.clientSecret(existing);
  return {
    issuer,
    allowLoopback,
    registration,
    scope,
    existing,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(resource === undefined ? {} : { resource }),
  };
};
