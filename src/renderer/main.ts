import { windowBridge } from './bridge/client.ts';
import { mount } from './mount.tsx';

const root = document.getElementById('root');
const bridge = windowBridge();

if (root !== null && bridge === undefined) {
  root.textContent = 'This page belongs inside Valet Key.';
}
if (root !== null && bridge !== undefined) mount(root, bridge);
