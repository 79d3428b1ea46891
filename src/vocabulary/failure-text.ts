import type { ErrorCode, NextStep } from './error-code.ts';

/** What a person reads about a failure: what happened, and what to do about it. */
export interface FailureText {
  readonly sentence: string;
  readonly action: string;
}

/** The words on the button of each next step; those without a button are answered in the text. */
export const STEP_LABEL: Readonly<Record<NextStep, string>> = {
  retry: 'Try again',
  'sign-in': 'Sign in again',
  unlock: 'Unlock',
  'fix-settings': 'Review settings',
  report: 'Show details',
};

const text = (sentence: string, action: string): FailureText => ({ sentence, action });

/** Every code, answered: a new one does not compile until it has a sentence and an action. */
export const FAILURE_TEXT: Readonly<Record<ErrorCode, FailureText>> = {
  VK_INVALID_INPUT: text('Something in the form is not usable.', 'Correct it and try again.'),
  VK_CLIENT_KEY_UNREADABLE: text(
    'The private key has a passphrase, or is in a form of another program.',
    'Convert it with the command that the details show, and enter the result.',
  ),
  VK_ISSUER_INVALID: text(
    'The issuer is not a usable address.',
    'Enter an https:// address without a query, a fragment or a placeholder such as {tenant}.',
  ),
  VK_REDIRECT_URI_INVALID: text(
    'The redirect URI is not accepted.',
    'Under Advanced, state the one you registered: http:// on localhost, 127.0.0.1 or [::1].',
  ),
  VK_DISCOVERY_FAILED: text(
    'The server did not describe itself at that address.',
    'Check the issuer address: it is the one in the “iss” claim, without a path to the sign-in page.',
  ),
  VK_ISSUER_IS_RESOURCE: text(
    'This is the address of an API or MCP server, not of the server where you sign in.',
    'Connect from this address instead: Valet Key asks it where to sign in.',
  ),
  VK_METADATA_INCOMPLETE: text(
    'The server’s description lacks something needed to sign in.',
    'The details name it. Check the address, or enter the endpoints manually.',
  ),
  VK_METADATA_REFUSED: text(
    'The server’s description of itself is not safe to follow.',
    'Do not sign in there. Tell whoever runs this server: the details name the member.',
  ),
  VK_METADATA_MALFORMED: text(
    'The server’s description of itself cannot be used.',
    'Tell whoever runs this server: the details name the member.',
  ),
  VK_PKCE_UNSUPPORTED: text(
    'The server does not support PKCE with S256.',
    'Nothing was sent: without it, a stolen code would do. Tell whoever runs this server.',
  ),
  VK_ISSUER_MISMATCH: text(
    'The server says it is a different issuer than the one you entered.',
    'Do not sign in there unless you know why. Tell whoever runs this server.',
  ),
  VK_ISSUER_ALIAS: text(
    'This address stands for another issuer of the same server.',
    'Enter the issuer itself: the details show what the server states. With {…} in it, put your own tenant’s ID there.',
  ),
  VK_RESOURCE_MISMATCH: text(
    'What describes this address is the description of another resource.',
    'Do not sign in there unless you know why: a token could end up with somebody else. Tell whoever runs this API.',
  ),
  VK_WRONG_RESOURCE: text(
    'Tokens of this login are for another address than the one that was asked for.',
    'Connect that address by itself: Connect from an address, or “vk mcp URL”.',
  ),
  VK_AUTHORIZATION_DENIED: text(
    'Access was denied in the browser.',
    'Sign in again and allow it, or ask for fewer scopes.',
  ),
  VK_AUTHORIZATION_CANCELLED: text(
    'The sign-in was cancelled.',
    'Sign in again when you are ready.',
  ),
  VK_AUTHORIZATION_TIMEOUT: text(
    'The browser did not come back in time.',
    'Sign in again. If no tab opens, try another browser there. If the tab ends on an error, paste its address there.',
  ),
  VK_AUTHORIZATION_RESPONSE_INVALID: text(
    'The server’s answer in the browser makes no sense.',
    'Nothing was stored. Tell whoever runs this server.',
  ),
  VK_RESPONSE_ISSUER_MISMATCH: text(
    'The answer does not show that it came from the server that was asked.',
    'Nothing was sent to it. Report this: it can be an attack (RFC 9207).',
  ),
  VK_TOKEN_IN_FRONT_CHANNEL: text(
    'The server put a token into the browser’s address bar.',
    'It was refused. Tell whoever runs this server: it should use the code flow.',
  ),
  VK_SUBJECT_CHANGED: text(
    'A different account signed in than before.',
    'The connection was left as it was. Add a new connection for the other account.',
  ),
  VK_LOOPBACK_UNAVAILABLE: text(
    'The address that the browser comes back to could not be opened on this machine.',
    'Another program may have its port: the details name it. End that program, or state another redirect URI under Advanced.',
  ),
  VK_BROWSER_UNAVAILABLE: text(
    'The browser could not be opened.',
    'Choose one under Settings, Browser, or set a default browser in the system, then try again.',
  ),
  VK_GRANT_REVOKED: text(
    'The server says this grant has ended.',
    'Sign in again. Nothing else about the connection is lost.',
  ),
  VK_SIGN_IN_REQUIRED: text(
    'This connection needs you to sign in again.',
    'Nothing held can refresh it: sign in again when you need it.',
  ),
  VK_PROVIDER_CHANGED: text(
    'An import has changed the servers of this provider.',
    'Nothing is sent before you sign in again, at the new ones.',
  ),
  VK_REFRESH_INTERRUPTED: text(
    'A refresh got no usable answer, and its token no longer works at the server.',
    'Sign in again. Nothing else about the connection is lost.',
  ),
  VK_REFRESH_KEEPS_FAILING: text(
    'The server keeps refusing to refresh this login, without saying that it has ended.',
    'Sign in again. If that changes nothing, tell whoever runs this server.',
  ),
  VK_CLIENT_REJECTED: text(
    'The server does not accept this client.',
    'Check the client ID and, if it has one, its secret or key.',
  ),
  VK_CLIENT_FORGOTTEN: text(
    'The server no longer knows the client that it had registered for this login.',
    'Sign in again: a new client is registered, and nothing else about the login is lost.',
  ),
  VK_CLIENT_ADDRESS_WANTED: text(
    'This server registers no clients: its client IDs are https addresses.',
    'Enter the address at which a client describes itself as the client ID.',
  ),
  VK_GRANT_TYPE_REFUSED: text(
    'This client may not use this kind of sign-in.',
    'Allow the grant that you chose, and refresh tokens, in its registration.',
  ),
  VK_SCOPE_REJECTED: text(
    'The server does not give one of these scopes.',
    'Ask for fewer scopes, or allow them in the client’s registration.',
  ),
  VK_REQUEST_REJECTED: text(
    'The server refused the request.',
    'The details show what it said. Tell whoever runs this server.',
  ),
  VK_RESPONSE_MALFORMED: text(
    'The server’s answer is not valid.',
    'It was not used. Tell whoever runs this server: the details say what is wrong with it.',
  ),
  VK_ID_TOKEN_INVALID: text(
    'The proof of who signed in does not hold.',
    'It was not used. Tell whoever runs this server: the details say what is wrong with it.',
  ),
  VK_CLOCK_WRONG: text(
    'The proof of who signed in is not valid at this computer’s time.',
    'Set this computer’s clock, then try again. If it is right, tell whoever runs this server.',
  ),
  VK_REFRESH_TOKEN_TOO_LARGE: text(
    'The server’s refresh token is too large to keep: more than 28 kB.',
    'Nothing was stored. Tell whoever runs this server.',
  ),
  VK_ID_TOKEN_MISSING: text(
    'The server sent no ID token, although openid was asked for.',
    'If it has no OpenID Connect, take openid out of the scopes and sign in again.',
  ),
  VK_ID_TOKEN_SYMMETRIC: text(
    'The server signs its ID tokens with the client secret, which cannot be checked here.',
    'Choose a signing key (RS256 or ES256) for this client there, or take openid out of the scopes.',
  ),
  VK_INSUFFICIENT_SCOPE: text(
    'The connection was not granted all of these scopes.',
    'Sign in again and allow them, or ask for fewer.',
  ),
  VK_UNSUPPORTED_BY_SERVER: text(
    'This server does not offer that.',
    'Use what it offers: its description lists its endpoints.',
  ),
  VK_DEVICE_CODE_EXPIRED: text(
    'The code on the other device has expired.',
    'Sign in again and enter the new code in time.',
  ),
  VK_OFFLINE: text('The server cannot be reached.', 'Check the network, then try again.'),
  VK_TLS_REJECTED: text(
    'The server’s certificate is not valid.',
    'Nothing was sent. For a server inside an organisation, trust its authority under Settings, Network, then try again.',
  ),
  VK_TLS_EXPIRED: text(
    'The server’s certificate has expired, or is not valid yet.',
    'Nothing was sent. Check this computer’s clock, then try again. If it is right, tell whoever runs this server.',
  ),
  VK_PROXY_LOGIN_REQUIRED: text(
    'The proxy of this network wants a login.',
    'Nothing reached the server. Enter the login where Valet Key asks for it, then try again.',
  ),
  VK_TIMEOUT: text('The server did not answer in time.', 'Try again in a moment.'),
  VK_SERVER_UNAVAILABLE: text('The server has a problem of its own.', 'Try again in a moment.'),
  VK_RATE_LIMITED: text('The server asks for a pause.', 'Wait a little, then try again.'),
  VK_WEB_PAGE_RECEIVED: text(
    'A web page came back instead of the server’s answer.',
    'The sign-in page of a network, a proxy or a firewall may have answered. Settle that, then try again.',
  ),
  VK_KEYCHAIN_LOCKED: text('The keychain is locked.', 'Unlock it to continue. Nothing is lost.'),
  VK_KEYCHAIN_DENIED: text(
    'The keychain refused access.',
    'Allow Valet Key when the system asks. Nothing is lost.',
  ),
  VK_KEYCHAIN_UNAVAILABLE: text(
    'This machine has no keychain that answers.',
    'Start a Secret Service (GNOME Keyring, KWallet), then look again.',
  ),
  VK_RECORD_UNREADABLE: text(
    'What the keychain holds for this connection cannot be read.',
    'Try again. Nothing was deleted.',
  ),
  VK_DISK_FULL: text(
    'The disk is full, so nothing could be stored.',
    'Free some space, then try again. What was there before is kept.',
  ),
  VK_PROFILE_READ_ONLY: text(
    'Valet Key may not write in its own folder.',
    'Make the folder writable (Settings shows where it is), then try again. What was there before is kept.',
  ),
  VK_RECORD_NOT_WRITTEN: text(
    'The change could not be stored.',
    'Try again. The old record is kept.',
  ),
  VK_LOCKED: text('Valet Key is locked.', 'Unlock it to continue.'),
  VK_UNTRUSTED_SENDER: text(
    'A message came from a page that is not ours.',
    'It was ignored. Report this: it should never happen.',
  ),
  VK_UNKNOWN_COMMAND: text(
    'The window asked for something this version cannot do.',
    'Restart Valet Key. If it happens again, report it.',
  ),
  VK_REPLY_INVALID: text(
    'An answer inside Valet Key was not valid.',
    'Restart Valet Key. If it happens again, report it.',
  ),
  VK_UNKNOWN_CONNECTION: text(
    'This connection no longer exists.',
    'Look at the list again: it may have been forgotten.',
  ),
  VK_APPROVAL_DENIED: text(
    'The person has not allowed this program to have the token.',
    'Ask again in a minute, and allow it in the window of Valet Key.',
  ),
  VK_NOT_IN_POLICY: text(
    'The policy file does not allow this.',
    'Add the rule that is named as missing to the policy file, and send the agent SIGHUP.',
  ),
  VK_CONNECTION_AMBIGUOUS: text(
    'Several connections go by that name.',
    'Name the connection by its ID: the details list them.',
  ),
  VK_AGENT_UNREACHABLE: text(
    'Valet Key’s agent does not answer.',
    'Start Valet Key, then try again.',
  ),
  VK_PLAYGROUND_UNAVAILABLE: text('The playground server did not start.', 'Try again in a moment.'),
  VK_CLIPBOARD_REFUSED: text(
    'The clipboard did not take it.',
    'Nothing was copied. Close programs that watch the clipboard, then try again.',
  ),
  VK_INTERNAL: text(
    'Valet Key made a mistake. This is a bug.',
    'Nothing was deleted. Restart Valet Key, and report this with the details.',
  ),
};

/** The part of a failure that is the server's own text, to be shown as a quotation. */
export const quotedText = (
  fields: Readonly<Record<string, string | number | boolean>>,
): string | undefined => {
  const quote = fields.error_description ?? fields.error ?? fields.title;
  return typeof quote === 'string' && quote !== '' ? quote : undefined;
};

/** That nothing was sent this time, and when a try will be made; undefined where one was made. */
export const pauseText = ({
  triedAgainInSeconds,
}: Readonly<Record<string, string | number | boolean>>): string | undefined =>
  typeof triedAgainInSeconds === 'number'
    ? `Nothing was tried this time, so soon after the last failure. The next try can be made in ${triedAgainInSeconds} ${triedAgainInSeconds === 1 ? 'second' : 'seconds'}.`
    : undefined;
