import './no-eval.ts';
import type { Bridge } from '../../../src/contract/bridge.ts';
import { fakeBridge } from './fake-bridge.ts';
import { fixtureNamed } from './fixtures.ts';

declare global {
  interface Window {
    /** What the page's policy refused, for the screens script to read. */
    policyViolations: string[];
  }
}

const query = new URLSearchParams(location.search);
window.policyViolations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, blockedURI }) =>
  window.policyViolations.push(`${effectiveDirective}: ${blockedURI} ${sample}`),
);

const bridge: Bridge = fakeBridge(fixtureNamed(query.get('fixture') ?? 'three'));
Object.defineProperty(window, 'valetKey', { value: bridge });
await import('../../../src/renderer/main.tsx');
