import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import {
  endpointRefusal,
  LOOPBACK_HOSTS,
  parseEndpoint,
  type HostPolicy,
} from '../../model/issuer.ts';

/**
 * The address of a request that possession is to be proven for: https, or http to this machine where
 * `policy` says so. A protected resource may be on a private network: it is not asked by us. Fails
 * with VK_INVALID_INPUT (field `url`), whose `why` names the rule.
 * @see RFC 9449 §4.2, RFC 6750 §5.3
 */
export const proofTarget = (text: string, policy: HostPolicy): string => {
  const url = parseEndpoint(text);
  const why = typeof url === 'string' ? url : refusal(url, policy);
  if (typeof url !== 'string' && why === undefined) return url.href;
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { field: 'url', why: why ?? '', url: foreignText(text) },
  });
};

const refusal = (url: URL, { allowLoopback }: HostPolicy): string | undefined =>
  url.protocol === 'http:' && !allowLoopback
    ? 'is not https'
    : endpointRefusal(url, LOOPBACK_HOSTS);
