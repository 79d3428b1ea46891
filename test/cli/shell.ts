import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { nodeFiles } from '../../src/cli/platform/node-files.ts';
import { nodeSocket } from '../../src/cli/platform/node-socket.ts';
import type { Child, ChildEnd, Platform } from '../../src/cli/platform/platform.ts';
import { startFakeAgent, type FakeAgent } from './fake-agent.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Setting {
  readonly input?: string;
  readonly environment?: Record<string, string>;
  readonly folder?: string;
  readonly isTerminal?: boolean;
  /** What `exec` and `curl` start; absent: nothing may be started. */
  readonly run?: (child: Child) => Promise<ChildEnd>;
  readonly sleep?: Platform['sleep'];
  readonly now?: () => number;
}

/** A home folder, a fake agent behind a real socket, and the command line run in this process. */
export interface Shell {
  readonly home: string;
  readonly agent: FakeAgent;
  vk(words: readonly string[], setting?: Setting): Promise<Ended>;
}

const startShell = async (): Promise<Shell & { end: () => Promise<void> }> => {
  const agent = await startFakeAgent();
  const home = mkdtempSync(join(tmpdir(), 'vk-home-'));
  const vk: Shell['vk'] = async (words, setting = {}) => {
    let out = '';
    let err = '';
    const platform: Platform = {
      arguments: words,
      environment: { HOME: home, VALET_KEY_SOCKET: agent.socket, ...setting.environment },
      folder: setting.folder ?? home,
      isTerminal: { input: setting.isTerminal ?? false, output: setting.isTerminal ?? false },
      uid: process.getuid?.(),
      now: setting.now ?? (() => 1_800_000_000),
      sleep: setting.sleep ?? (() => Promise.resolve()),
      writeOutput: async (text) => void (out += text),
      writeError: async (text) => void (err += text),
      readInput: async (limit) => {
        const text = setting.input ?? '';
        return text.length > limit ? undefined : text;
      },
      files: nodeFiles,
      socket: nodeSocket,
      runProxy: () => Promise.reject(new Error('nothing was to be served')),
      onLine: () => undefined,
      runAgent: () => Promise.reject(new Error('no agent was to be run')),
      run: setting.run ?? (() => Promise.reject(new Error('nothing was to be started'))),
    };
    const code = await main(platform, '0.1.0');
    return { code, out, err };
  };
  const end = async (): Promise<void> => {
    await agent.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { home, agent, vk, end };
};

/** A new shell for each test of a file. */
export const useShell = (): (() => Shell) => {
  let shell: Awaited<ReturnType<typeof startShell>> | undefined;
  beforeEach(async () => {
    shell = await startShell();
  });
  afterEach(() => shell?.end());
  return () => {
    if (shell === undefined) throw new Error('the shell is made before each test');
    return shell;
  };
};
