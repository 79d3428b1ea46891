import type { DiscoveryWarningKind } from '../../vocabulary/warning.ts';
import { presetById } from '../catalogue/catalogue.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { DiscoveryWarning } from '../model/server-metadata.ts';
import { isSameIssuer } from '../model/issuer.ts';
import { warningsAbout, type Discovery } from '../oauth/discovery/discovery.ts';
import type { SignInTarget } from './sign-in.ts';

/** Nothing has been sent to the hosts in question: the person says whether the sign-in goes on. */
export interface WaitingForConfirmation {
  readonly kind: 'waiting-for-confirmation';
  readonly warnings: readonly DiscoveryWarning[];
  readonly confirm: () => void;
}

type Wanted = Pick<SignInTarget, 'issuer' | 'options' | 'existing' | 'byResource'>;

/** Silence about PKCE costs nothing, since S256 is sent all the same; where secrets go does. */
const ASKED: Readonly<Record<DiscoveryWarningKind, boolean>> = {
  'other-hosts': true,
  'named-by-resource': true,
  punycode: true,
  'any-tenant': true,
  'tenant-by-id': true,
  'pkce-not-stated': false,
  'issuer-slash': false,
  'members-odd': false,
  'key-published': false,
  'key-computable': false,
};

/**
 * Waits until the person has confirmed what is odd about a server's published description; at once
 * where nothing is, or where it was confirmed before. Fails with VK_AUTHORIZATION_CANCELLED.
 * @see RFC 9700 §4.4
 */
export const confirmServer = async (
  wanted: Wanted,
  { warnings: found }: Pick<Discovery, 'warnings'>,
  report: (progress: WaitingForConfirmation) => void,
  signal: AbortSignal,
): Promise<void> => {
  const warnings = [...serverElsewhere(wanted), ...found];
  if (isVouchedFor(wanted) || !warnings.some((one) => mustBeAsked(wanted, one))) return;
  await new Promise<void>((confirm, reject) => {
    const cancel = () => {
      reject(new ValetKeyError('VK_AUTHORIZATION_CANCELLED'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    else report({ kind: 'waiting-for-confirmation', warnings, confirm });
  });
};

/** A resource that sends its people to another host may be right, or an attacker's: RFC 9728 §7.6 */
const serverElsewhere = ({ issuer, byResource }: Wanted): readonly DiscoveryWarning[] => {
  if (byResource === undefined || byResource.isServerChosen) return [];
  const { host } = new URL(issuer);
  return host === byResource.host ? [] : [{ kind: 'named-by-resource', hosts: [host] }];
};

/** A host that a built-in provider names itself, so that nobody has typed or pasted it. */
const isVouchedFor = ({ issuer, options }: Wanted): boolean => {
  const preset = options?.preset === undefined ? undefined : presetById(options.preset);
  return preset?.server.issuer.split('/')[2] === new URL(issuer).host;
};

/** Hosts of the login that is signed in to again were confirmed when it began, and so was its tenant. */
const mustBeAsked = ({ existing }: Wanted, { kind, hosts }: DiscoveryWarning): boolean => {
  if (kind === 'any-tenant' && existing !== undefined && isOfTenant(existing)) return false;
  const before = existing === undefined ? [] : warningsAbout(existing.metadata);
  const known = new Set(before.flatMap((one) => (one.kind === kind ? one.hosts : [])));
  return ASKED[kind] && hosts.some((host) => !known.has(host));
};

/** A login at an address for any tenant is kept with the issuer of its own. */
const isOfTenant = ({ issuer, metadata }: Connection): boolean =>
  !isSameIssuer(issuer, metadata.issuer);
