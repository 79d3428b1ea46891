import type { PresetView } from '../../../src/contract/provider.ts';

/** A provider with a placeholder and one of each kind of fact. */
export const preset = (part: Partial<PresetView> = {}): PresetView => ({
  id: 'gitlab',
  name: 'GitLab',
  issuer: 'https://{host}',
  placeholders: [{ name: 'host', label: 'GitLab host', example: 'gitlab.com' }],
  discovery: true,
  publicClient: true,
  tokenEndpointAuthMethod: 'none',
  flow: 'authorization_code',
  redirect: { method: 'loopback', base: 'http://127.0.0.1', port: 'any' },
  refresh: { by: 'default', rotates: 'always' },
  defaultScope: ['read_user'],
  scopes: [{ token: 'api', sentence: 'Everything you may do.', risk: 'high' }],
  quirks: [],
  revocation: { kind: 'rfc7009', ends: 'token' },
  lifetimes: { accessToken: 7200 },
  checkedOn: '2026-11-23',
  source: ['docs.gitlab.com'],
  recalled: [],
  ...part,
});
