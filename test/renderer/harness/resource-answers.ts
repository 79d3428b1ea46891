import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { ResourceView } from '../../../src/contract/resource.ts';
import type { Answers } from './fake-bridge.ts';

const ISSUER = {
  issuer: 'https://login.example.com',
  host: 'login.example.com',
  isElsewhere: true,
};

const DESCRIBED: ResourceView = {
  host: 'mcp.example.com',
  name: 'Example tools',
  servers: [ISSUER],
  scope: ['openid', 'issues:read', 'issues:write'],
  isUndescribed: false,
  requiresDpop: false,
};

/** Resources by host; all others describe themselves. */
const RESOURCES: Readonly<Record<string, ResourceView>> = {
  'old.example.com': {
    host: 'old.example.com',
    servers: [{ issuer: 'https://old.example.com', host: 'old.example.com', isElsewhere: false }],
    scope: [],
    isUndescribed: true,
    requiresDpop: false,
  },
  'several.example.com': {
    ...DESCRIBED,
    host: 'several.example.com',
    servers: [
      ISSUER,
      { issuer: 'https://several.example.com', host: 'several.example.com', isElsewhere: false },
    ],
    requiresDpop: true,
  },
};

/** How the fake bridge answers about addresses of APIs: `silent.example.com` cannot be reached. */
export const resourceAnswers = (): Answers => ({
  'resource.read': ({ text }) => ({
    addresses: (text.match(/https:\/\/[^\s"']+/g) ?? []).map((address) => ({
      address,
      host: new URL(address).host,
    })),
  }),
  'resource.describe': ({ address }) => {
    const { host } = new URL(address);
    if (host === 'silent.example.com') {
      throw new ValetKeyError('VK_OFFLINE');
    }
    return RESOURCES[host] ?? { ...DESCRIBED, host };
  },
});
