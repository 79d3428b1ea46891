import { foreignText } from '../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { HostPolicy, Issuer } from '../model/issuer.ts';
import { discover, type Discovery } from '../oauth/discovery/discovery.ts';
import type { Http } from '../port/http.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { describeResource } from './resource-target.ts';

/** What discovery fails with where an address is no issuer's; servers of MCP often pass on the document of another. */
const NO_ISSUER: readonly ErrorCode[] = [
  'VK_DISCOVERY_FAILED',
  'VK_METADATA_INCOMPLETE',
  'VK_ISSUER_ALIAS',
  'VK_ISSUER_MISMATCH',
];

/**
 * Discovers the server at an address that a person calls its issuer. Where that fails, the address itself is
 * asked whether it is that of a protected resource. Fails with VK_ISSUER_IS_RESOURCE then, else like `discover`.
 * @see RFC 9728 §5
 */
export const discoverServer = async (
  http: Http,
  issuer: Issuer,
  policy: HostPolicy,
  signal?: AbortSignal,
): Promise<Discovery> => {
  try {
    return await discover(http, issuer, policy, signal);
  } catch (thrown) {
    const mayBeResource = isValetKeyError(thrown) && NO_ISSUER.includes(thrown.code);
    if (!mayBeResource || !(await isResource(http, issuer, signal))) throw thrown;
    throw new ValetKeyError('VK_ISSUER_IS_RESOURCE', { fields: { issuer: foreignText(issuer) } });
  }
};

/** It asks for a token, or describes itself; whatever goes wrong says nothing. */
const isResource = async (http: Http, address: Issuer, signal?: AbortSignal): Promise<boolean> => {
  try {
    return (await describeResource(http, address, undefined, signal)).isProtected;
  } catch {
    return false;
  }
};
