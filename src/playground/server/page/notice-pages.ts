import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { html, trusted } from './html.ts';
import { sendPage } from './layout.ts';

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
