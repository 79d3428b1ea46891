import type { Plugin } from 'vite';
import type { GuidePage } from '../src/renderer/pages/guide/guide-page.ts';

export function guidePages(): readonly GuidePage[];
export function guideModule(): Plugin;
