import { createHash } from 'node:crypto';
import type { RunningApp } from '../rig/app.ts';
import { command } from '../rig/bridge.ts';
import type { Desktop } from '../rig/desktop.ts';
import type { Program } from '../rig/runtime.ts';
import { appWindow, type AppWindow } from '../rig/window.ts';
import type { Transcript } from './transcript.ts';

/** What the steps of the main job share. */
export interface Job {
  readonly desktop: Desktop;
  readonly program: Program;
  readonly transcript: Transcript;
  /** The app that runs now. */
  app(): RunningApp;
  window(): AppWindow;
  /** Starts the app, or starts it again. */
  start(): Promise<void>;
  quit(): Promise<void>;
  issuer(): Promise<string>;
}

/** A job on a desktop, before its first step. */
export function createJob(desktop: Desktop, program: Program, transcript: Transcript): Job {
  let running: RunningApp | undefined;
  const app = (): RunningApp => {
    if (running === undefined) throw new Error('The app does not run.');
    return running;
  };
  return {
    desktop,
    program,
    transcript,
    app,
    window: () => appWindow(app().page),
    start: async () => {
      running = await desktop.launch(program);
    },
    quit: async () => {
      await app().quit();
      running = undefined;
    },
    issuer: async () => {
      const { issuer } = await command(app().page, 'playground.status', {});
      if (issuer === undefined) throw new Error('The playground does not run.');
      return issuer;
    },
  };
}

/** Fails where what was seen is not what a person was promised. */
export function expectThat(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}

/** A token as a reader may see it on a terminal: told apart by its hash, and nothing of its value. */
export const shapeOf = (token: string): string => {
  const hash = createHash('sha256').update(token).digest('hex').slice(0, 8);
  return `[${String(token.length)} characters, SHA-256 ${hash}…]`;
};
