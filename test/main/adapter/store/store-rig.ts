import Conf from 'conf';
import type { Connection } from '../../../../src/core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../../src/core/model/issuer.ts';
import { parseScope } from '../../../../src/core/model/scope.ts';
import type {
  DocumentPlace,
  OpenElectronStore,
} from '../../../../src/main/adapter/store/electron-store-document.ts';
import { parseConnectionId, type ConnectionId } from '../../../../src/vocabulary/id.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { tempFolder } from '../temp-folder.ts';

/** electron-store is conf plus Electron's folder: conf itself is what runs in plain Node. */
export const openConf: OpenElectronStore = ({ name, ...options }) =>
  new Conf({ ...options, configName: name });

/** A place in a folder of its own, at 2026-01-01. */
export const newPlace = (overrides: Partial<DocumentPlace> = {}): DocumentPlace => ({
  folder: tempFolder(),
  openStore: openConf,
  now: () => FAKE_EPOCH,
  ...overrides,
});

/** The `n`th connection id. */
export const idNumber = (n: number): ConnectionId => {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(Math.imul(n, 2_654_435_761) >>> 0, 0);
  bytes.writeUInt32BE(n, 4);
  const id = parseConnectionId(bytes.toString('base64url'));
  if (id === undefined) throw new Error('not an id');
  return id;
};

/** A connection with every member there is, dots and all. */
export const connectionNumber = (n: number): Connection => ({
  id: idNumber(n),
  label: `Connection ${n}`,
  issuer: parseIssuer(`https://login.example.com/tenant.${n}`, LOOPBACK_HOSTS),
  allowLoopback: false,
  metadata: {
    issuer: `https://login.example.com/tenant.${n}`,
    authorization_endpoint: 'https://login.example.com/authorize',
    token_endpoint: 'https://login.example.com/token',
    scopes_supported: ['openid', 'profile', 'email', 'repo.read'],
    authorization_response_iss_parameter_supported: true,
  },
  registration: {
    clientId: 'valet-key',
    tokenEndpointAuthMethod: 'none',
    redirectMethod: 'loopback',
    redirectPath: '/callback',
  },
  grantType: 'authorization_code',
  requestedScope: parseScope('openid repo.read'),
  grantedScope: parseScope('openid repo.read'),
  subject: { sub: `user-${n}`, name: 'Ada Lovelace', email: 'ada@example.com' },
  standing: { kind: 'sign-in-required', since: FAKE_EPOCH, because: 'VK_GRANT_REVOKED' },
  hasRefreshToken: true,
  accessTokenLifetime: seconds(3600),
  createdAt: FAKE_EPOCH,
  signedInAt: FAKE_EPOCH,
});
