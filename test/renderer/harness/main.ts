import './no-eval.ts';
import type { Bridge } from '../../../src/contract/bridge.ts';
import type { EventName } from '../../../src/contract/contract.ts';
import { fakeBridge } from './fake-bridge.ts';
import { fixtureNamed } from './fixtures.ts';

declare global {
  interface Window {
    /** What the page's policy refused, for the screens script to read. */
    policyViolations: string[];
    /** The commands that the page has sent, in their order. */
    asked: string[];
    /** Takes the window out and puts it in again over another fixture, without a reload. */
    openFixture: (name: string) => void;
    /** Sends the window an event, as main does. */
    notify: (name: EventName, payload: unknown) => void;
  }
}

window.policyViolations = [];
window.asked = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample, blockedURI }) =>
  window.policyViolations.push(`${effectiveDirective}: ${blockedURI} ${sample}`),
);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const { mount } = await import('../../../src/renderer/mount.tsx');
const listeners = new Map<string, Set<(payload: unknown) => void>>();
const withNotify = (bridge: Bridge): Bridge => ({
  ...bridge,
  subscribe(name, listener) {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
    const stop = bridge.subscribe(name, listener);
    return () => {
      known.delete(listener);
      stop();
    };
  },
});
window.notify = (name, payload) => listeners.get(name)?.forEach((listener) => listener(payload));
let unmount: (() => void) | undefined;
window.openFixture = (name) => {
  unmount?.();
  document.documentElement.removeAttribute('data-theme');
  const bridge = fakeBridge(fixtureNamed(name));
  const invoke = (command: string, input: unknown): Promise<unknown> => {
    window.asked.push(command);
    return bridge.invoke(command, input);
  };
  unmount = mount(root, withNotify({ ...bridge, invoke }));
};
window.openFixture(new URLSearchParams(location.search).get('fixture') ?? 'three');
