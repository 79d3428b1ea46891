/** The one style sheet. System fonts and no images, so that `default-src 'none'` can stand. */
export const STYLE = `
:root {
  --ground: #eef1f6; --glow: #dfe6f3; --card: #ffffff; --ink: #17202e; --soft: #5a6577;
  --line: #dde2ea; --accent: #2f5bd3; --accent-ink: #ffffff; --accent-soft: #e8eefc;
  --write: #8a5800; --write-soft: #fdf2dc; --danger: #b3261e; --danger-soft: #fdeceb;
  --safe: #17683a; --safe-soft: #e5f4ea; --shadow: 0 1px 2px #17202e14, 0 12px 32px #17202e1a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151c; --glow: #1a2232; --card: #1b212b; --ink: #e9edf4; --soft: #a3adbd;
    --line: #2e3643; --accent: #8fb0ff; --accent-ink: #0d1a3a; --accent-soft: #243150;
    --write: #f0c067; --write-soft: #3a2f19; --danger: #ff9c94; --danger-soft: #40211f;
    --safe: #86d6a3; --safe-soft: #1c3426; --shadow: 0 12px 32px #00000066;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; color: var(--ink);
  background: radial-gradient(60rem 30rem at 50% -8rem, var(--glow), transparent), var(--ground);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Roboto, sans-serif;
}
.page { max-width: 33rem; margin: 0 auto; padding: 2rem 1rem 2rem; }
.brand {
  display: flex; align-items: center; justify-content: center; gap: .6rem;
  margin-bottom: 1.25rem; font-weight: 600; letter-spacing: .01em;
}
.brand em { font-style: normal; font-weight: 400; color: var(--soft); }
.mark { width: 28px; height: 28px; }
.mark-ground { fill: var(--accent); }
.mark-line { fill: none; stroke: var(--accent-ink); stroke-width: 2.4; stroke-linecap: round; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 16px;
  box-shadow: var(--shadow); padding: 1.75rem;
}
h1 { margin: 0; font-size: 1.35rem; line-height: 1.3; font-weight: 650; }
.client { color: var(--accent); }
.lead { margin: .35rem 0 1.25rem; color: var(--soft); }
.lead:last-child { margin-bottom: 0; }
.lead strong { color: var(--ink); }
code { font: .86em/1.4 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.accounts { display: grid; gap: .6rem; }
.account {
  display: flex; align-items: center; gap: .9rem; width: 100%; text-align: left;
  padding: .85rem 1rem; border: 1px solid var(--line); border-radius: 12px; background: transparent;
}
.account:hover { border-color: var(--accent); background: var(--accent-soft); }
.account-text, .who-text, .scope-text { display: grid; flex: 1; min-width: 0; }
.account-text span, .account-text small, .who-text span, .scope-text span { color: var(--soft); }
.chevron { color: var(--soft); font-size: 1.4rem; line-height: 1; }
.avatar {
  display: grid; place-items: center; flex: none; width: 42px; height: 42px; border-radius: 50%;
  font-weight: 650; font-size: 1.05rem; color: #ffffff;
}
.avatar-alice { background: #7a4fc9; }
.avatar-bob { background: #0e7a72; }
.quiet-row { display: flex; align-items: center; justify-content: space-between; margin-top: 1.1rem; }
.quiet { border: 0; background: none; padding: .4rem .1rem; color: var(--accent); font-weight: 550; }
.hint, .fine { color: var(--soft); font-size: .86rem; }
.who {
  display: flex; align-items: center; gap: .75rem; margin: 1rem 0 1.1rem; padding: .6rem .8rem;
  border-radius: 12px; background: var(--ground); font-size: .92rem;
}
.who .avatar { width: 34px; height: 34px; font-size: .95rem; }
.scopes { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; }
.scopes li + li { border-top: 1px solid var(--line); }
.scope { display: flex; align-items: flex-start; gap: .75rem; padding: .5rem .9rem; cursor: pointer; }
.scope input { margin: .28rem 0 0; width: 1rem; height: 1rem; flex: none; accent-color: var(--accent); }
.scope-text { font-size: .88rem; line-height: 1.4; }
.scope-text strong { font-size: .95rem; font-weight: 600; }
.scope-text code { color: var(--soft); font-weight: 400; margin-left: .35rem; }
.risk {
  flex: none; align-self: center; border-radius: 99px; padding: .1rem .6rem;
  font-size: .76rem; font-weight: 600; white-space: nowrap;
}
.risk-identity { background: var(--accent-soft); color: var(--accent); }
.risk-lasting { background: var(--ground); color: var(--soft); }
.risk-read { background: var(--safe-soft); color: var(--safe); }
.risk-write { background: var(--write-soft); color: var(--write); }
.risk-danger { background: var(--danger-soft); color: var(--danger); }
.scope-danger strong { color: var(--danger); }
.warning {
  margin: .9rem 0; padding: .6rem .8rem; border-radius: 10px; font-size: .9rem;
  background: var(--danger-soft); color: var(--danger);
}
.fine { margin: .9rem 0 0; }
.buttons { display: flex; gap: .75rem; margin-top: 1.25rem; }
.buttons button { flex: 1; padding: .7rem 1rem; border-radius: 10px; font-weight: 600; }
.primary { border: 1px solid var(--accent); background: var(--accent); color: var(--accent-ink); }
.primary:hover, .secondary:hover { filter: brightness(1.06); }
.secondary { border: 1px solid var(--line); background: transparent; }
.secondary:hover { border-color: var(--soft); }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .4rem 1rem; margin: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.user-code {
  margin: .5rem 0 1rem; text-align: center; font: 650 1.9rem/1.2 ui-monospace, monospace;
  letter-spacing: .12em;
}
.code-form input[type="text"] {
  width: 100%; margin-top: .5rem; padding: .7rem; text-align: center; text-transform: uppercase;
  font: 600 1.4rem/1.2 ui-monospace, monospace; letter-spacing: .12em; color: inherit;
  background: var(--ground); border: 1px solid var(--line); border-radius: 10px;
}
.footer {
  display: flex; gap: .7rem; align-items: flex-start; margin: 1.25rem .5rem 0;
  color: var(--soft); font-size: .83rem;
}
.footer p { margin: 0; }
.dot {
  flex: none; width: 9px; height: 9px; margin-top: .38rem; border-radius: 50%;
  background: var(--safe); box-shadow: 0 0 0 3px var(--safe-soft);
}
`;
