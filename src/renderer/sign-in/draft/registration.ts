import type { PresetView } from '../../../contract/provider.ts';
import type { DoctorView } from '../../../contract/app.ts';
import type { Draft } from './draft.ts';
import { fieldsOf } from './fields.ts';

const withPort = (uri: string, port: string): string =>
  port.trim() === '' ? uri : uri.replace(/^(http:\/\/[^/:]+)(?::\d+)?/, `$1:${port.trim()}`);

/**
 * The exact redirect URI to register for this form; undefined where its grant has none, or while it
 * is not yet known. The provider's own spelling wins over ours where the method is the same.
 * @see RFC 8252 §7
 */
export const redirectUriOf = (
  draft: Draft,
  preset: PresetView | undefined,
  known: DoctorView['redirectUris'] = [],
): string | undefined => {
  const { redirectMethod, loopbackPort } = draft;
  if (!fieldsOf(draft).has('redirectMethod')) return undefined;
  const uri =
    preset?.redirect.method === redirectMethod
      ? preset.redirect.paste
      : known.find(({ method }) => method === redirectMethod)?.uri;
  if (uri === undefined) return undefined;
  return redirectMethod === 'loopback' ? withPort(uri, loopbackPort) : uri;
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
