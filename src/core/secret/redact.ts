import { redactLiveSecrets } from './registry.ts';

const SECRET_PARAMETERS =
  'access_token|refresh_token|id_token|id_token_hint|code|code_verifier|client_secret|client_assertion|' +
  'assertion|device_code|subject_token|actor_token|password|token|input_token|registration_access_token|request';
const IN_QUERY = new RegExp(`([?&#;]|\\b)(${SECRET_PARAMETERS})=[^&\\s"'<>]+`, 'gi');
const IN_JSON = new RegExp(`"(${SECRET_PARAMETERS})"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*(?:"|$)`, 'gi');
const IN_HEADER = /\b(bearer|basic|dpop)\s+[\w.~+/=-]{8,}/gi;
const JWT = /\beyJ[\w-]{5,}\.[\w-]*\.?[\w-]*/g;

/**
 * The last line of defence at the log's door: strips live secrets by value, then known parameters,
 * authorization headers and JWTs by shape. Not a license to log them.
 */
export const redact = (text: string): string =>
  redactLiveSecrets(text)
    .replace(IN_JSON, '"$1":"[redacted]"')
    .replace(IN_QUERY, '$1$2=[redacted]')
    .replace(IN_HEADER, '$1 [redacted]')
    .replace(JWT, '[redacted-jwt]');
