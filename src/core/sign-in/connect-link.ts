import { PRIVATE_USE_SCHEME } from '../model/client-registration.ts';
import { parseResource } from '../oauth/discovery/resource-metadata.ts';

const START = `${PRIVATE_USE_SCHEME}:/connect?resource=`;
/** UTF-16 code units of an address, as the command that asks it takes. */
const LONGEST_ADDRESS = 2000;
/** Each may be written with three. */
const LONGEST_REST = 3 * LONGEST_ADDRESS;

/**
 * The address of an API or MCP server in a link of exactly this form: `dev.valetkey.app:/connect?resource=`
 * and the percent-encoded address, https or on this machine; undefined for anything else. Whoever made the
 * link learns nothing, and nobody is asked: the address only goes into the form.
 */
export const linkedResource = (link: string): string | undefined => {
  if (link.slice(0, START.length).toLowerCase() !== START) return undefined;
  const rest = link.slice(START.length);
  // A second member would have to mean something; it means nothing.
  if (rest.length > LONGEST_REST || /[&#]/.test(rest)) return undefined;
  try {
    const address = decodeURIComponent(rest);
    // What a URL parser drops in silence would be another address than the one that was written.
    const isPlain = address.length <= LONGEST_ADDRESS && /^[\x21-\x7e]+$/.test(address);
    return isPlain ? parseResource(address).href : undefined;
  } catch {
    return undefined;
  }
};
