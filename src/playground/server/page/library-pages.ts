import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { html, sendPage, trusted } from './layout.ts';

const complaint = (out: unknown, error: unknown): string | undefined => {
  if (error === undefined) return undefined;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortedError') return 'The request was refused. You can close this page.';
  if (out === undefined && name === '') return undefined;
  return 'That code is not known here, or has been used. Look again and retype it.';
};

/** The form comes with an event handler, which the page's policy would only complain about. */
const withoutScript = (form: string): string => form.replace(/ onfocus="[^"]*"/, '');

/** "Enter the code your device shows." @see RFC 8628 §3.3 */
export const renderDeviceInput = (
  ctx: KoaContextWithOIDC,
  form: string,
  out?: unknown,
  error?: unknown,
): void => {
  const text = complaint(out, error);
  sendPage(ctx, {
    title: 'Connect a device',
    main: html`<h1>Connect a device</h1>
      <p class="lead">Enter the code that your device shows.</p>
      ${text === undefined ? undefined : html`<p class="warning" role="alert">${text}</p>`}
      <div class="code-form">${trusted(withoutScript(form))}</div>
      <div class="buttons">
        <button class="primary" id="continue" type="submit" form="op.deviceInputForm">
          Continue
        </button>
      </div>`,
  });
};

/** "Does your device show this very code?" @see RFC 8628 §3.3.1 */
export const renderDeviceConfirmation = (
  ctx: KoaContextWithOIDC,
  form: string,
  client: { readonly clientId: string; readonly clientName?: string | undefined },
  _deviceInfo: unknown,
  userCode: string,
): void => {
  sendPage(ctx, {
    title: 'Is this your device?',
    main: html`<h1>Is this your device?</h1>
      <p class="lead">
        <strong>${client.clientName ?? client.clientId}</strong> should be showing this very code:
      </p>
      <p class="user-code" data-testid="user-code">${userCode}</p>
      <p class="fine">
        If somebody sent you this code, or you started nothing, refuse: they would get in as you.
      </p>
      ${trusted(form)}
      <div class="buttons">
        <button
          class="secondary"
          id="deny"
          type="submit"
          form="op.deviceConfirmForm"
          name="abort"
          value="yes"
        >
          Refuse
        </button>
        <button class="primary" id="confirm" type="submit" form="op.deviceConfirmForm">
          Yes, continue
        </button>
      </div>`,
  });
};

/** The device may go on; the browser's part is over. */
export const renderDeviceDone = (ctx: KoaContextWithOIDC): void => {
  sendPage(ctx, {
    title: 'Device connected',
    main: html`<h1>Your device is connected</h1>
      <p class="lead">Go back to it. You can close this page.</p>`,
  });
};

type RenderFailure = NonNullable<Configuration['renderError']>;

/** The request cannot be answered at its redirect URI, so a person reads why. */
export const renderFailure: RenderFailure = (ctx, out) => {
  sendPage(ctx, {
    title: 'This request cannot go on',
    main: html`<h1>This request cannot go on</h1>
      <p class="lead">
        Nothing was allowed. You can close this page and try again from the client.
      </p>
      <dl class="facts">
        <dt>Error</dt>
        <dd><code data-testid="error">${out.error}</code></dd>
        <dt>Details</dt>
        <dd>${out.error_description ?? 'None were given.'}</dd>
      </dl>`,
  });
};

/** RP-initiated logout: is it the person's wish? */
export const renderLogout = (ctx: KoaContextWithOIDC, form: string): void => {
  sendPage(ctx, {
    title: 'Sign out?',
    main: html`<h1>Sign out of the playground?</h1>
      ${trusted(form)}
      <div class="buttons">
        <button class="secondary" type="submit" form="op.logoutForm">Stay signed in</button>
        <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">
          Sign out
        </button>
      </div>`,
  });
};

export const renderSignedOut = (ctx: KoaContextWithOIDC): void => {
  sendPage(ctx, {
    title: 'Signed out',
    main: html`<h1>You are signed out</h1>
      <p class="lead">You can close this page.</p>`,
  });
};
