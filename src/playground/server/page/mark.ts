import { html, type Markup } from './html.ts';

/** The key in the header. */
export const KEY_MARK: Markup = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect class="mark-ground" width="32" height="32" rx="8" />
  <circle class="mark-line" cx="12" cy="16" r="4.5" />
  <path class="mark-line" d="M16.5 16H26M22 16v4M25.5 16v3" />
</svg>`;
