import type { AuthorizationDetail } from 'oidc-provider';
import { ACCOUNTS, type PlaygroundAccount } from '../accounts.ts';
import { actionsOf } from '../authorization-details.ts';
import type { Risk, ScopeEntry } from '../scope-catalogue.ts';
import { html, type Markup, type Page } from './layout.ts';

const RISK_WORD: Readonly<Record<Risk, string>> = {
  identity: 'Identity',
  lasting: 'Lasting',
  read: 'Read',
  write: 'Can change',
  danger: 'Danger',
};

const row = ({ scope, title, detail, risk, required }: ScopeEntry): Markup =>
  html`<li>
    <label class="scope scope-${risk}">
      <input
        type="checkbox"
        name="scope"
        value="${scope}"
        data-testid="scope-${scope}"
        checked
        ${required ? html`disabled` : undefined}
      />
      <span class="scope-text">
        <strong>${title} <code>${scope}</code></strong>
        <span>${detail}</span>
      </span>
      <span class="risk risk-${risk}">${RISK_WORD[risk]}</span>
    </label>
  </li>`;

const identity = (account: PlaygroundAccount, switchUrl: string): Markup =>
  html`<div class="who">
    <span class="avatar avatar-${account.sub}" aria-hidden="true">${account.name.slice(0, 1)}</span>
    <span class="who-text"><strong>${account.name}</strong><span>${account.email}</span></span>
    <a href="${switchUrl}">Not you?</a>
  </div>`;

const warning = (scopes: readonly ScopeEntry[]): Markup | undefined =>
  scopes.some(({ risk }) => risk === 'danger')
    ? html`<p class="warning" role="note">
        One of these cannot be undone. Untick what you do not want to hand over.
      </p>`
    : undefined;

/** Structured permissions are allowed as they stand: to untick half of one makes another. RFC 9396 §2 */
const detailRows = (details: readonly AuthorizationDetail[]): Markup | undefined =>
  details.length === 0
    ? undefined
    : html`<ul class="scopes">
        ${details.map(
          (detail) =>
            html`<li>
              <span class="scope">
                <span class="scope-text">
                  <strong>Exactly this <code>${detail.type}</code></strong>
                  <span>${actionsOf(detail).join(', ')}</span>
                </span>
              </span>
            </li>`,
        )}
      </ul>`;

export interface ConsentInput {
  readonly clientName: string;
  readonly clientId: string;
  readonly account: PlaygroundAccount;
  readonly scopes: readonly ScopeEntry[];
  readonly details: readonly AuthorizationDetail[];
  readonly action: string;
  /** Where the client will be told, in words: a host, or an app on this computer. */
  readonly destination: string;
}

/** Which client wants what, and who is asked: everything one needs to say no. */
export const consentPage = (input: ConsentInput): Page => ({
  title: `Allow ${input.clientName}?`,
  main: html`<h1>Allow <span class="client">${input.clientName}</span> to…</h1>
    ${identity(input.account, input.action)}
    <form method="post" action="${input.action}">
      <input type="hidden" name="account" value="${input.account.sub}" />
      <ul class="scopes">
        ${input.scopes.map(row)}
      </ul>
      ${detailRows(input.details)} ${warning(input.scopes)}
      <p class="fine">
        Client <code>${input.clientId}</code>, answering to ${input.destination}. You can take this
        back at any time: revoke it in ${input.clientName}.
      </p>
      <div class="buttons">
        <button class="secondary" id="deny" data-testid="deny" name="decision" value="deny">
          Deny
        </button>
        <button class="primary" id="allow" data-testid="allow" name="decision" value="allow">
          Allow
        </button>
      </div>
    </form>`,
});

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
