import type { PresetView } from '../../../contract/provider.ts';
import type { DoctorView } from '../../../contract/app.ts';
import type { Draft } from './draft.ts';
import { fieldsOf } from './fields.ts';

/**
 * The exact redirect URI to register for this form; undefined where its grant has none, or while it
 * is not yet known. What a person states wins, then the provider's own spelling where the method is
 * the same.
 * @see RFC 8252 §7
 */
export const redirectUriOf = (
  draft: Draft,
  preset: PresetView | undefined,
  known: DoctorView['redirectUris'] = [],
): string | undefined => {
  const { redirectMethod } = draft;
  const fields = fieldsOf(draft);
  if (!fields.has('redirectMethod')) return undefined;
  const stated = draft.redirectUri.trim();
  if (stated !== '' && fields.has('redirectUri')) return stated;
  return preset?.redirect.method === redirectMethod
    ? preset.redirect.paste
    : known.find(({ method }) => method === redirectMethod)?.uri;
};

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
