import type { PresetView } from '../../../contract/provider.ts';
import type { DoctorView } from '../../../contract/app.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { redirectPathOf } from '../../../vocabulary/redirect-path.ts';
import { fillPlaceholders, type Draft } from './draft.ts';
import { fieldsOf, isRegistering } from './fields.ts';

/**
 * The exact redirect URI to register for this form; undefined where its grant has none, or while its
 * server or the start of the URI is not yet known. What a person states wins, then what the client is
 * registered with already or its provider's file says; else each server has a path of its own, after the provider's host and port
 * where the method is the same.
 * @see RFC 8252 §7, RFC 9700 §4.4.2
 */
export const redirectUriOf = (
  draft: Draft,
  preset: PresetView | undefined,
  known: DoctorView['redirectBases'] = [],
  connections: readonly ConnectionView[] = [],
): string | undefined => {
  const fields = fieldsOf(draft);
  if (!fields.has('redirectMethod')) return undefined;
  const stated = draft.redirectUri.trim();
  if (stated !== '' && fields.has('redirectUri')) return stated;
  return (
    redirectUriOfClient(draft, connections) ??
    redirectUriOfProvider(draft) ??
    ownRedirectUri(draft, preset, known)
  );
};

/** What an imported provider's client is registered with on our own scheme. */
const redirectUriOfProvider = ({
  provider,
  redirectMethod,
  schemeRedirectUri,
}: Draft): string | undefined =>
  provider !== undefined && redirectMethod === 'private-use-scheme' && schemeRedirectUri !== ''
    ? schemeRedirectUri
    : undefined;

const issuerOf = ({ issuer, placeholders }: Draft): string =>
  fillPlaceholders(issuer.trim(), placeholders);

const ownRedirectUri = (
  draft: Draft,
  preset: PresetView | undefined,
  known: DoctorView['redirectBases'],
): string | undefined => {
  const base =
    preset?.redirect.method === draft.redirectMethod
      ? preset.redirect.base
      : known.find(({ method }) => method === draft.redirectMethod)?.base;
  const issuer = issuerOf(draft);
  const isWhole = /^https?:\/\/[^/{]/.test(issuer) && !issuer.includes('{');
  return base === undefined || !isWhole ? undefined : `${base}${redirectPathOf(issuer)}`;
};

/** What a client that has signed in before is registered with. */
const redirectUriOfClient = (
  draft: Draft,
  connections: readonly ConnectionView[],
): string | undefined =>
  isRegistering(draft)
    ? undefined
    : connections.find(
        (one) =>
          one.issuer === issuerOf(draft) &&
          one.clientId === draft.clientId.trim() &&
          one.redirectMethod === draft.redirectMethod,
      )?.redirectUri;

/** What the redirect doctor found that speaks against a redirect method. */
export const redirectDoubt = (
  method: Draft['redirectMethod'],
  checks: DoctorView['checks'] = [],
): string | undefined => {
  const name = method === 'loopback' ? 'loopback-ipv4' : 'scheme-handler';
  const check = checks.find((one) => one.name === name);
  if (check === undefined || check.outcome === 'pass') return undefined;
  return method === 'loopback'
    ? 'No port on 127.0.0.1 can be opened on this machine just now.'
    : 'On this machine another program, or none, answers for this scheme just now.';
};
