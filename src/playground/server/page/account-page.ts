import { ACCOUNTS, type PlaygroundAccount } from '../accounts.ts';
import { html, type Markup } from './html.ts';
import type { Page } from './layout.ts';

const option = ({ sub, name, email, about }: PlaygroundAccount): Markup =>
  html`<button
    class="account"
    id="account-${sub}"
    data-testid="account-${sub}"
    name="account"
    value="${sub}"
  >
    <span class="avatar avatar-${sub}" aria-hidden="true">${name.slice(0, 1)}</span>
    <span class="account-text">
      <strong>${name}</strong>
      <span>${email}</span>
      <small>${about}</small>
    </span>
    <span class="chevron" aria-hidden="true">›</span>
  </button>`;

/** Who is signing in? No passwords: it is a playground, and says so. */
export const accountPage = (input: {
  readonly clientName: string;
  readonly action: string;
}): Page => ({
  title: 'Choose an account',
  main: html`<h1>Choose an account</h1>
    <p class="lead">to continue to <strong>${input.clientName}</strong></p>
    <form method="post" action="${input.action}" class="accounts">${ACCOUNTS.map(option)}</form>
    <form method="post" action="${input.action}" class="quiet-row">
      <button class="quiet" id="cancel" data-testid="cancel" name="decision" value="deny">
        Cancel
      </button>
      <span class="hint">No password needed here</span>
    </form>`,
});
