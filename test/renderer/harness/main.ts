import './no-eval.ts';
import { fakeBridge } from './fake-bridge.ts';
import { fixtureNamed } from './fixtures.ts';

declare global {
  interface Window {
    /** What the page's policy refused, for the screens script to read. */
    policyViolations: string[];
    /** Takes the window out and puts it in again over another fixture, without a reload. */
    openFixture: (name: string) => void;
  }
}

window.policyViolations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, blockedURI }) =>
  window.policyViolations.push(`${effectiveDirective}: ${blockedURI} ${sample}`),
);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const { mount } = await import('../../../src/renderer/mount.tsx');
let unmount: (() => void) | undefined;
window.openFixture = (name) => {
  unmount?.();
  document.documentElement.removeAttribute('data-theme');
  unmount = mount(root, fakeBridge(fixtureNamed(name)));
};
window.openFixture(new URLSearchParams(location.search).get('fixture') ?? 'three');
